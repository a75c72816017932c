package org.synchrotron.log;

/** The name of a user, as the verified token gives it. Never blank: the empty name is nobody. */
public record UserId(String value) {

    /** The server's own name, as the author of its corrections. It has no audiences. */
    public static final UserId SERVER = new UserId("server");

    /** @throws IllegalArgumentException if it is blank */
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
