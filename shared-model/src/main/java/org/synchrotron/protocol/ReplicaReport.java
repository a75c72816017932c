package org.synchrotron.protocol;

/**
 * What a client tells of itself when it says hello, for those who operate the server. Nothing depends on it. Immutable.
 *
 * @param library the version of the client library, such as {@code 1.0.0}
 * @param pending how many records wait for the server
 * @param quarantined how many records the server refused and the application has not dealt with
 */
public record ReplicaReport(String library, long pending, long quarantined) {

    /** Of a client that tells nothing. */
    public static final ReplicaReport NOTHING = new ReplicaReport("unknown", 0, 0);
}
