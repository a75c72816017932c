package org.synchrotron.db.postgresql;

/**
 * The URL of a PostgreSQL database, and the role that connects to it.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param user the name of the role that connects
 * @param password the role's password; may be empty
 */
public record DatabaseAddress(String url, String user, String password) {

    private static final String SCHEME = "jdbc:postgresql:";

    /**
     * Checks the URL and the user.
     *
     * @throws MigrationFailed if the URL is not one of PostgreSQL, or the user is blank
     */
    public DatabaseAddress {
        if (!url.startsWith(SCHEME)) {
            throw new MigrationFailed(
                    "Wrong database URL '" + url + "': expected jdbc:postgresql://host:port/database");
        }
        if (user.isBlank()) {
            throw new MigrationFailed("The user for " + withoutParameters(url) + " is missing.");
        }
    }

    /** Returns the user and the URL without its parameters, which may contain secrets. Never contains the password. */
    @Override
    public String toString() {
        return withoutParameters(url) + " as " + user;
    }

    private static String withoutParameters(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }
}
