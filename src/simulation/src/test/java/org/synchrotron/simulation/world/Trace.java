package org.synchrotron.simulation.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash of all events of a run: two runs with the same hash are the same run. */
final class Trace {

    private final MessageDigest digest = sha256();
    private int lines;

    void add(long atMs, String what) {
        digest.update((atMs + " " + what + "\n").getBytes(StandardCharsets.UTF_8));
        lines++;
    }

    /** {@return the number of events and their hash; nothing may be added after this call} */
    String hash() {
        return lines + " events, " + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
