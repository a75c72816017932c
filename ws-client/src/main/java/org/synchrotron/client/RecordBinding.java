package org.synchrotron.client;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;

/**
 * Checks whether the JSON library can create records. It cannot if it was repackaged into a jar without the manifest entry {@code
 * Multi-Release: true}: then Java does not find its classes for newer versions.
 */
final class RecordBinding {

    /** A record like any arguments of an action. */
    public record Sample(int number) {}

    private static final boolean WORKS = works();

    private RecordBinding() {}

    /** @throws IllegalStateException if no action could run; the message says what to do */
    static void require() {
        if (!WORKS) {
            throw new IllegalStateException("The JSON library cannot make records. It is a multi-release jar:"
                    + " a jar that contains it needs the entry 'Multi-Release: true' in its manifest.");
        }
    }

    private static boolean works() {
        Jsonb json = JsonbBuilder.create();
        try {
            return json.fromJson("{\"number\":1}", Sample.class).number() == 1;
        } catch (JsonbException e) {
            return false;
        }
    }
}
