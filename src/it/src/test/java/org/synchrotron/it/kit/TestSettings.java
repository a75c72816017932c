package org.synchrotron.it.kit;

import java.nio.file.Path;
import java.util.Map;

/** The settings of the tests: system properties from the build and from {@link TestRunListener}. */
public final class TestSettings {

    /** The secret that signs all bearer tokens. */
    public static final String TOKEN_SECRET = "a secret of the tests, of more than 32 bytes";

    static final String LOGIN_PASSWORD = "the login's password";

    private static final String BUILD = "it.build";
    private static final String DATABASE_URL = "it.database.url";
    private static final String DATABASE_PASSWORD = "it.database.password";

    private TestSettings() {}

    /** {@return the server's WAR from the build} */
    static Path serverWar() {
        return Path.of(property("it.war"));
    }

    static Path payaraJar() {
        return Path.of(property("payara.microJar"));
    }

    /** {@return whether this process runs tests} */
    static boolean areThere() {
        return System.getProperty(BUILD) != null;
    }

    static Path buildDirectory() {
        return Path.of(property(BUILD));
    }

    /** {@return the directory for the tests' files} */
    public static Path temporaryDirectory() {
        return Path.of(property("java.io.tmpdir"));
    }

    /** {@return settings of a server that logs in to the database as its superuser} */
    public static Map<String, String> asSuperuser() {
        return Map.of("synchrotron.db.user", TestPostgres.ADMINISTRATOR, "synchrotron.db.password", databasePassword());
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
