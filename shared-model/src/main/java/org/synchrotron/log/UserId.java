package org.synchrotron.log;

/** The name of a user, from the verified token. Never blank: the empty name means no user. Immutable. */
public record UserId(String value) {

    /** The server's own name, as the author of its corrections. It has no audiences. */
    public static final UserId SERVER = new UserId("server");

    /** @throws IllegalArgumentException if the name is blank */
    public UserId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a user id must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
