package org.synchrotron.demo.run.setup;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.synchrotron.demo.run.machine.Machine;

/**
 * The database and the application server.
 *
 * @param server the server that runs the application
 * @param tokens the tokens that the server accepts
 */
public record Backend(PreparedDatabase database, ApplicationServer server, Tokens tokens) {

    /**
     * The files from which database and server are started.
     *
     * @param payara the jar of Payara Micro
     * @param war the application
     * @param binaries the directory into which PostgreSQL's programs are unpacked
     */
    public record Parts(Path payara, Path war, Path binaries) {}

    /**
     * Starts database and server. Does not wait until the server is ready.
     *
     * @param environment may name an existing database
     * @param memberships the audiences of each user
     * @param machine the clocks, and the random numbers for passwords and keys
     */
    public static Backend start(
            Parts parts,
            Map<String, String> environment,
            Map<String, Set<String>> memberships,
            Machine machine,
            Workspace workspace,
            StartedResources resources) {
        Optional<Database> external = ExternalDatabase.from(environment);
        EmbeddedDatabase embedded =
                resources.start(() -> new EmbeddedDatabase(workspace, parts.binaries(), machine.secret()));
        Database administrator = external.orElse(embedded.database());
        Database login = PreparedDatabase.login(administrator, loginPassword(environment, machine));
        String secret = machine.secret();
        // The database is started and filled while the server boots.
        ApplicationServer server = resources.start(() -> ApplicationServer.start(
                workspace, parts.payara(), parts.war(), settings(login, secret), machine.nanoTime()));
        if (external.isEmpty()) {
            embedded.start();
        }
        PreparedDatabase database = PreparedDatabase.of(administrator, login, memberships);
        return new Backend(database, server, new Tokens(secret, machine.clock()));
    }

    /** Uses a given password: on a shared PostgreSQL server, the role's existing password must stay. */
    private static String loginPassword(Map<String, String> environment, Machine machine) {
        return environment.getOrDefault("SYNCHROTRON_LOGIN_PASSWORD", machine.secret());
    }

    /** Weeks pass in a minute here, so nobody has limits of a minute. */
    private static Map<String, String> settings(Database login, String secret) {
        return Map.of(
                "SYNCHROTRON_UPLOADS_PER_MINUTE", String.valueOf(Integer.MAX_VALUE),
                "SYNCHROTRON_RUNS_AGAIN_PER_MINUTE", String.valueOf(Integer.MAX_VALUE),
                "SYNCHROTRON_DB_URL", login.url(),
                "SYNCHROTRON_DB_USER", login.user(),
                "SYNCHROTRON_DB_PASSWORD", login.password(),
                "SYNCHROTRON_TOKEN_SECRET", secret);
    }
}
