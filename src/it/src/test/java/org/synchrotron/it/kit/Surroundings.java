package org.synchrotron.it.kit;

import java.nio.file.Path;

/** What the build and {@link SurroundingsListener} tell the tests, by system properties. */
public final class Surroundings {

    /** The key of all bearer tokens. */
    public static final String TOKEN_SECRET = "a secret of the tests, of more than 32 bytes";

    static final String LOGIN_PASSWORD = "the login's password";

    private static final String DATABASE_URL = "it.database.url";
    private static final String DATABASE_PASSWORD = "it.database.password";

    private Surroundings() {}

    /** {@return the WAR of the server, as it was built} */
    static Path serverWar() {
        return Path.of(property("it.war"));
    }

    static Path payaraJar() {
        return Path.of(property("payara.microJar"));
    }

    static Path buildDirectory() {
        return Path.of(property("it.build"));
    }

    /** {@return a directory that the tests may fill} */
    public static Path temporaryDirectory() {
        return Path.of(property("java.io.tmpdir"));
    }

    static String databaseUrl() {
        return property(DATABASE_URL);
    }

    static String databasePassword() {
        return property(DATABASE_PASSWORD);
    }

    static void database(String url, String password) {
        System.setProperty(DATABASE_URL, url);
        System.setProperty(DATABASE_PASSWORD, password);
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property " + name + " is missing: run the tests with Maven");
        }
        return value;
    }
}
