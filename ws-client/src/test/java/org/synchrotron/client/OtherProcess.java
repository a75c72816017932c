package org.synchrotron.client;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.synchrotron.client.todos.Todos;

/** A program of its own that opens a client and closes it when its input ends. */
final class OtherProcess implements AutoCloseable {

    private static final String OPEN = "open";

    private final Process process;
    private final String said;

    OtherProcess(Path file) {
        try {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            OtherProcess.class.getName(),
                            file.toString()))
                    .redirectError(Redirect.DISCARD)
                    .start();
            said = requireNonNull(
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                            .readLine(),
                    "the other process says nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) throws IOException {
        try (SynchrotronClient client = Todos.alice(Path.of(args[0])).open()) {
            System.out.println(OPEN);
            client.status();
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (DatabaseFailure e) {
            System.out.println(e.kind() + " " + e.getMessage());
        }
    }

    /** {@return why it could not open the file; empty if it has it open} */
    String refusal() {
        return said.equals(OPEN) ? "" : said;
    }

    /** Ends it as a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(Tasks.SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the other process does not end");
        }
    }

    /** Lets it close its client, and waits for its end. */
    @Override
    public void close() throws InterruptedException {
        try {
            process.getOutputStream().close();
            awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
