package org.synchrotron.db.postgresql;

/**
 * Where a database is and who connects.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param user the name of the role that connects
 * @param password its password; may be empty
 */
public record DatabaseAddress(String url, String user, String password) {

    private static final String SCHEME = "jdbc:postgresql:";

    /** Refuses an address that cannot be one of PostgreSQL. */
    public DatabaseAddress {
        if (!url.startsWith(SCHEME)) {
            throw new MigrationFailed(
                    "Wrong database URL '" + url + "': expected jdbc:postgresql://host:port/database");
        }
        if (user.isBlank()) {
            throw new MigrationFailed("The user for " + withoutParameters(url) + " is missing.");
        }
    }

    /** The URL without its parameters, which may hold secrets, and the user; never the password. */
    @Override
    public String toString() {
        return withoutParameters(url) + " as " + user;
    }

    private static String withoutParameters(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }
}
