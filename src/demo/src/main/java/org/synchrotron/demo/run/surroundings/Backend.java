package org.synchrotron.demo.run.surroundings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.synchrotron.demo.run.machine.Machine;

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
     * @param machine its time, and chance for passwords and keys
     */
    public static Backend start(
            Parts parts,
            Map<String, String> environment,
            Map<String, Set<String>> memberships,
            Machine machine,
            Workspace workspace,
            Surroundings surroundings) {
        Optional<Database> external = ExternalDatabase.from(environment);
        EmbeddedDatabase embedded =
                surroundings.start(() -> new EmbeddedDatabase(workspace, parts.binaries(), machine.secret()));
        Database administrator = external.orElse(embedded.database());
        Database login = PreparedDatabase.login(administrator, loginPassword(environment, machine));
        String secret = machine.secret();
        // It waits for its database by itself, which is started and filled meanwhile.
        ApplicationServer server = surroundings.start(() -> ApplicationServer.start(
                workspace, parts.payara(), parts.war(), settings(login, secret), machine.nanoTime()));
        if (external.isEmpty()) {
            embedded.start();
        }
        PreparedDatabase database = PreparedDatabase.of(administrator, login, memberships);
        return new Backend(database, server, new Tokens(secret, machine.clock()));
    }

    /** A server that others use too may have a password for the role already, which must then stay. */
    private static String loginPassword(Map<String, String> environment, Machine machine) {
        return environment.getOrDefault("SYNCHROTRON_LOGIN_PASSWORD", machine.secret());
    }

    private static Map<String, String> settings(Database login, String secret) {
        return Map.of(
                "SYNCHROTRON_DB_URL", login.url(),
                "SYNCHROTRON_DB_USER", login.user(),
                "SYNCHROTRON_DB_PASSWORD", login.password(),
                "SYNCHROTRON_TOKEN_SECRET", secret);
    }
}
