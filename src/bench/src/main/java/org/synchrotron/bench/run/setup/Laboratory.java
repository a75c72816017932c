package org.synchrotron.bench.run.setup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;
import org.synchrotron.demo.run.machine.Machine;
import org.synchrotron.demo.run.setup.ApplicationServer;
import org.synchrotron.demo.run.setup.Backend;
import org.synchrotron.demo.run.setup.Database;
import org.synchrotron.demo.run.setup.EmbeddedDatabase;
import org.synchrotron.demo.run.setup.StartedResources;
import org.synchrotron.demo.run.setup.Tokens;
import org.synchrotron.demo.run.setup.Workspace;

/** One PostgreSQL with the databases of the benchmark, and the servers on them. Use it from one thread. */
public final class Laboratory {

    private static final String LOGIN = "synchrotron_login";
    /** The name of the database with an empty log. */
    static final String EMPTY = "bench_empty";

    private final Backend.Parts parts;
    private final Machine machine;
    private final Duration patience;
    private final StartedResources resources;
    private final Database administrator;
    private final Database login;
    private final String tokenSecret;
    private int sites;

    /**
     * Starts PostgreSQL and prepares an empty database.
     *
     * @param parts the files from which PostgreSQL and the servers are started
     * @param patience how long the clients wait for a confirmation
     * @param resources owns all that is started
     */
    public Laboratory(Backend.Parts parts, Machine machine, Duration patience, StartedResources resources) {
        this.parts = parts;
        this.machine = machine;
        this.patience = patience;
        this.resources = resources;
        this.tokenSecret = machine.secret();
        Workspace workspace = resources.start(Workspace::create);
        EmbeddedDatabase postgres =
                resources.start(() -> new EmbeddedDatabase(workspace, parts.binaries(), machine.secret()));
        postgres.start();
        this.administrator = postgres.database();
        this.login = administrator.as(LOGIN, machine.secret());
        prepare();
    }

    private void prepare() {
        sql(
                administrator,
                "create table bare_commits (number bigint generated always as identity primary key, text text)");
        PlainLog.DDL.forEach(statement -> sql(administrator, statement));
        sql(administrator, "create database " + EMPTY);
        Database empty = database(administrator, EMPTY);
        PostgresMigrations migrations =
                new PostgresMigrations(new DatabaseAddress(empty.url(), empty.user(), empty.password()));
        migrations.migrate(List.of("classpath:db/bench"));
        migrations.setLoginPassword(login.password());
    }

    /** {@return a measurement of what a commit of one row costs without Synchrotron, in milliseconds} */
    public DoubleSupplier bareCommit() {
        Admin admin = resources.start(() -> Admin.of(administrator));
        return () -> {
            long before = machine.nanoTime().getAsLong();
            admin.execute("insert into bare_commits (text) values ('an item of the benchmark')");
            return (machine.nanoTime().getAsLong() - before) / 1e6;
        };
    }

    /** {@return the clocks that the measurements use} */
    public Machine machine() {
        return machine;
    }

    /** {@return clients and files without a server} */
    public LocalFiles localFiles() {
        return new LocalFiles(resources.start(Workspace::create), machine, patience);
    }

    /** {@return a connection to a log without Synchrotron, which all such connections share} The caller closes it. */
    public PlainLog plainLog() {
        return new PlainLog(administrator);
    }

    /** {@return the way of a record without Synchrotron} The caller closes it. */
    public BareJourney journey() {
        LocalFiles files = localFiles();
        return new BareJourney(files.plain(), files.plain(), plainLog(), plainLog());
    }

    /** {@return a new server with an empty log} */
    public Site emptySite() {
        return site(EMPTY);
    }

    /** {@return a new server on a copy of this database} The copy is dropped when the site is closed. */
    Site site(String template) {
        return serveOnce(copied(template));
    }

    /** {@return two new servers on one database with an empty log} The database is dropped when the first is closed: close that last. */
    public List<Site> twoNodes() {
        String name = copied(EMPTY);
        return List.of(serveOnce(name), serve(name, () -> {}));
    }

    private String copied(String template) {
        String name = "bench_site_" + sites++;
        copy(template, name);
        return name;
    }

    private Site serveOnce(String name) {
        return serve(name, () -> sql(administrator, "drop database if exists " + name + " with (force)"));
    }

    /**
     * {@return a new server on this database}
     *
     * @param afterwards runs when the site is closed
     */
    Site serve(String name, Runnable afterwards) {
        Workspace workspace = resources.start(Workspace::create);
        ApplicationServer server = ApplicationServer.start(
                workspace, parts.payara(), parts.war(), settings(database(login, name)), machine.nanoTime());
        Tokens tokens = new Tokens(tokenSecret, machine.clock());
        Site site = resources.start(() -> new Site(
                server,
                workspace,
                tokens,
                new Site.Limits(machine, patience),
                new Site.Data(() -> admin(name), afterwards)));
        try {
            server.awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return site;
    }

    /** What the server can do is measured, not what one user may do in a minute, nor how many it lets in. */
    private Map<String, String> settings(Database of) {
        return Map.of(
                "SYNCHROTRON_SESSIONS_IN_ALL", String.valueOf(Integer.MAX_VALUE),
                "SYNCHROTRON_UPLOADS_PER_MINUTE", String.valueOf(Integer.MAX_VALUE),
                "SYNCHROTRON_RUNS_AGAIN_PER_MINUTE", String.valueOf(Integer.MAX_VALUE),
                "SYNCHROTRON_DB_URL", of.url(),
                "SYNCHROTRON_DB_USER", of.user(),
                "SYNCHROTRON_DB_PASSWORD", of.password(),
                "SYNCHROTRON_TOKEN_SECRET", tokenSecret);
    }

    /** Makes a new database that is a copy of another. Ends the connections to that. */
    void copy(String template, String name) {
        sql(administrator, "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + template + "'");
        sql(administrator, "create database " + name + " template " + template + " strategy file_copy");
    }

    /** {@return a connection of the administrator to this database} */
    Admin admin(String name) {
        return Admin.of(database(administrator, name));
    }

    private static Database database(Database any, String name) {
        return new Database(any.url().replaceFirst("/[^/]*$", "/" + name), any.user(), any.password());
    }

    private static void sql(Database database, String statement) {
        try (Admin admin = Admin.of(database)) {
            admin.execute(statement);
        }
    }
}
