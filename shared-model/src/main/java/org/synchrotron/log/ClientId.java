package org.synchrotron.log;

import java.util.regex.Pattern;

/**
 * The name of one replica: one SQLite file on one device. It has 1 to 64 ASCII letters, digits, dots, hyphens or underscores, so
 * that Java, SQLite and PostgreSQL sort names alike. Immutable.
 */
public record ClientId(String value) implements Comparable<ClientId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The server, as the origin of its corrections and of the actions executed on it. */
    public static final ClientId SERVER = new ClientId("server");

    /** @throws IllegalArgumentException if the text has another form */
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
