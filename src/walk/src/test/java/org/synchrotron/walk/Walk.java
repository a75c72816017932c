package org.synchrotron.walk;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody new, who goes through the pages section by section. Prints each step. For one thread. */
final class Walk implements AutoCloseable {

    static final List<String> PAGES = List.of("README.md", "docs/application.md", "docs/operations.md");

    /** What the build does in another place. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "mvn -Prun", "the main job is MainJobIT's",
            "mvn verify", "this build is one");

    private static final String INSTALL = "mvn -f synchrotron install -DskipTests";
    /** A command that starts a server goes on until that is ended. */
    private static final String STARTS_SERVER = "--deploy ";

    private final Surroundings surroundings = new Surroundings();
    private final LocalRepository repository = surroundings.repository();
    private final EmbeddedDatabase database;
    private final Terminal terminal;
    private final Project project = new Project(surroundings.folder());
    private final Map<String, String> addresses;
    private final List<Block> blocks = PAGES.stream()
            .flatMap(name -> Page.of(Surroundings.checkout(), name).blocks().stream())
            .toList();
    private final Set<Block> walked = new LinkedHashSet<>();
    private @Nullable WebServer server;

    /** Begins in an empty folder, with an empty database. */
    Walk() throws IOException, SQLException {
        database = new EmbeddedDatabase(surroundings.directory().resolve("postgresql"));
        addresses = surroundings.addresses(database.port());
        terminal = new Terminal(surroundings.folder(), surroundings.directory(), surroundings.environment(repository));
        say("in " + surroundings.folder() + ", with these changes to what the pages say: " + addresses);
    }

    /** Writes the files that the pages name. */
    void writeFiles() throws IOException {
        for (Block block : blocks) {
            if (block.file().isPresent()) {
                say(block.place() + ": the file " + block.file().get());
                project.write(block, this::here);
                walked.add(block);
            }
        }
    }

    /** {@return what the commands of a section print} */
    String section(String page, String section) throws IOException, InterruptedException {
        List<Block> found = blocks.stream()
                .filter(block -> block.page().equals(page) && block.section().equals(section))
                .filter(block -> block.file().isEmpty())
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError(page + " has no commands in a section '" + section + "'");
        }
        StringBuilder printed = new StringBuilder();
        for (Block block : found) {
            printed.append(type(block));
        }
        return printed.toString();
    }

    /** {@return where the command that starts the server stands} It is typed once more. */
    String startServerAgain() throws IOException, InterruptedException {
        Block start = blocks.stream()
                .filter(block -> block.text().contains(STARTS_SERVER))
                .findFirst()
                .orElseThrow();
        type(start);
        return start.place();
    }

    private String type(Block block) throws IOException, InterruptedException {
        walked.add(block);
        if (block.language().equals("sql")) {
            say(block.place() + ": as the superuser, " + block.lines());
            database.run(block);
            return "";
        }
        StringBuilder printed = new StringBuilder();
        for (Command command : block.commands()) {
            printed.append(type(command));
        }
        return printed.toString();
    }

    private String type(Command command) throws IOException, InterruptedException {
        String line = command.line().replaceFirst("\\s+# .*", "");
        if (LEFT_OUT.containsKey(line)) {
            say(command.place() + ": " + line + " is left out: " + LEFT_OUT.get(line));
            return "";
        }
        if (line.equals(INSTALL)) {
            say(command.place() + ": " + line + ": laid into the walk's repository, out of this build");
            repository.install(Surroundings.checkout(), Surroundings.version());
            return "";
        }
        if (line.startsWith("mvn -f synchrotron ")) {
            throw new AssertionError(command.place() + ": the walk knows only `" + INSTALL
                    + "` in the checkout, and does not build it within its own build: " + line);
        }
        long begin = System.nanoTime();
        String printed = run(new Command(command.place(), here(command.text())));
        say(command.place() + ": " + line + " (" + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms)");
        return printed;
    }

    private String run(Command command) throws IOException, InterruptedException {
        if (command.text().contains(STARTS_SERVER)) {
            server = new WebServer(terminal.start(command), here("localhost:8080"));
            if (!server.isReadyInTime()) {
                throw new AssertionError(command.place() + ": `" + command.line() + "` starts no server. It printed:\n"
                        + server.printed());
            }
            return "";
        }
        try {
            return terminal.run(command);
        } catch (AssertionError e) {
            List<String> origins = project.origins(String.valueOf(e.getMessage()));
            throw origins.isEmpty()
                    ? e
                    : new AssertionError("The compiler objects to " + origins + ". " + e.getMessage());
        }
    }

    /** {@return the server that was started last} */
    WebServer server() {
        if (server == null) {
            throw new AssertionError("no command of " + PAGES + " has started a server");
        }
        return server;
    }

    /** {@return the WAR that the newcomer has built} */
    WarFile war() {
        return new WarFile(surroundings.folder().resolve(Path.of("todos/server/target/todos.war")));
    }

    /** {@return the blocks that nobody wrote or typed} */
    List<String> leftOver() {
        List<Block> left = new ArrayList<>(blocks);
        left.removeAll(walked);
        return left.stream().map(Block::place).toList();
    }

    private String here(String text) {
        String result = text;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            result = result.replace(address.getKey(), address.getValue());
        }
        return result;
    }

    void say(String sentence) {
        System.out.println("[walk] " + sentence);
    }

    @Override
    public void close() throws IOException {
        try (database) {
            terminal.close();
        }
        surroundings.tidy();
    }
}
