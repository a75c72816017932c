package org.synchrotron.client;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;

/**
 * Looks whether the JSON library can make records. It can, unless it was repackaged into a jar that does not say that it is a
 * multi-release jar: then the classes for newer Java versions in it are not found.
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
