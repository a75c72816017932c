package org.synchrotron.walk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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
    private @Nullable RunningProgram server;

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
    String section(String page, String section) throws IOException, InterruptedException, SQLException {
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

    /** Types once more what starts the server; {@return where that stands} */
    String startServerAgain() throws IOException, InterruptedException, SQLException {
        Block start = blocks.stream()
                .filter(block -> block.text().contains(STARTS_SERVER))
                .findFirst()
                .orElseThrow();
        type(start);
        return start.place();
    }

    private String type(Block block) throws IOException, InterruptedException, SQLException {
        walked.add(block);
        if (block.language().equals("sql")) {
            say(block.place() + ": as the superuser, " + block.lines());
            database.run(block.text());
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
        long begin = System.nanoTime();
        String printed = run(new Command(command.place(), here(command.text())));
        say(command.place() + ": " + line + " (" + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms)");
        return printed;
    }

    private String run(Command command) throws IOException, InterruptedException {
        if (command.text().contains(STARTS_SERVER)) {
            server = terminal.start(command);
            awaitApplication(command);
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

    /** Waits until the server is ready, and then until the application answers, too. */
    private void awaitApplication(Command command) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!get("/health/ready").contains("\"synchrotron\"")
                || get("/todos/log/records").startsWith("404")) {
            if (System.nanoTime() > deadline || !server().process().isAlive()) {
                throw new AssertionError(command.place() + ": `" + command.line() + "` starts no server. It printed:\n"
                        + server().printed());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** {@return the status and the text that the server answers; a text of our own if it does not} */
    String get(String path) throws InterruptedException {
        URI uri = URI.create("http://" + here("localhost:8080") + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    /** {@return the server that was started last} */
    RunningProgram server() {
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
