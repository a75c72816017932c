package org.synchrotron.log;

import java.util.regex.Pattern;

/**
 * The name of one replica: one SQLite file on one device. ASCII letters, digits, dot, hyphen and underscore, at most 64, so
 * that Java, SQLite and PostgreSQL put them in the same order.
 */
public record ClientId(String value) implements Comparable<ClientId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The server, as the author of its corrections and of actions executed on it. */
    public static final ClientId SERVER = new ClientId("server");

    /** @throws IllegalArgumentException if it has another form */
    public ClientId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a client id has 1 to 64 letters, digits, dots, hyphens or underscores, not: " + value);
        }
    }

    @Override
    public int compareTo(ClientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
