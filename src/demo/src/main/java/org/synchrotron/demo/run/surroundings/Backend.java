package org.synchrotron.demo.run.surroundings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Database and application server.
 *
 * @param server with the application
 * @param tokens that the server believes
 */
public record Backend(PreparedDatabase database, ApplicationServer server, Tokens tokens) {

    /**
     * What it is made from.
     *
     * @param payara the jar of Payara Micro
     * @param war the application
     * @param binaries where PostgreSQL's programs are unpacked to
     */
    public record Parts(Path payara, Path war, Path binaries) {}

    /**
     * Starts it. The application server needs a while longer until it is ready.
     *
     * @param environment may name a database that is there already
     * @param memberships the audiences of each user
     */
    public static Backend start(
            Parts parts,
            Map<String, String> environment,
            Map<String, Set<String>> memberships,
            Workspace workspace,
            Surroundings surroundings) {
        Optional<Database> external = ExternalDatabase.from(environment);
        EmbeddedDatabase embedded = surroundings.start(() -> new EmbeddedDatabase(workspace, parts.binaries()));
        Database administrator = external.orElse(embedded.database());
        Database login = PreparedDatabase.login(administrator, loginPassword(environment));
        String secret = Secret.random();
        // Its database is started and filled while it boots.
        ApplicationServer server = surroundings.start(
                () -> ApplicationServer.start(workspace, parts.payara(), parts.war(), settings(login, secret)));
        if (external.isEmpty()) {
            embedded.start();
        }
        PreparedDatabase database = PreparedDatabase.of(administrator, login, memberships);
        return new Backend(database, server, new Tokens(secret));
    }

    /** A server that others use too may have a password for the role already, which must then stay. */
    private static String loginPassword(Map<String, String> environment) {
        return environment.getOrDefault("SYNCHROTRON_LOGIN_PASSWORD", Secret.random());
    }

    private static Map<String, String> settings(Database login, String secret) {
        return Map.of(
                "SYNCHROTRON_DB_URL", login.url(),
                "SYNCHROTRON_DB_USER", login.user(),
                "SYNCHROTRON_DB_PASSWORD", login.password(),
                "SYNCHROTRON_TOKEN_SECRET", secret);
    }
}
