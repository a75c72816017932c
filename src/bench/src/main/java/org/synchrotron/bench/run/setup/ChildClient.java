package org.synchrotron.bench.run.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A new client of a user in a process of its own, with a heap of its own. Not thread-safe.
 *
 * @param file the client's file; it does not exist yet
 * @param token the user's token, which the process finds in its environment
 * @param patience how long it waits for the rows
 */
public record ChildClient(Path file, String user, URI server, String token, Duration patience) {

    static final String TOKEN = "BENCH_TOKEN";

    private static final int GRACE_SECONDS = 30;

    /**
     * What the first sync took.
     *
     * @param millis from connecting until the client was synced
     * @param items how many items it then had
     */
    public record FirstSync(double millis, long items) {}

    /**
     * Starts the process, and waits until it has synced and ended.
     *
     * @param heap the greatest size of its heap, for example {@code 64m}
     * @throws GivenUp if it takes too long or ends otherwise
     */
    public FirstSync synced(String heap) {
        Process process = start(heap);
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new GivenUp(said.isEmpty() ? "the client ended" : said);
            }
            int space = said.indexOf(' ');
            return new FirstSync(
                    Double.parseDouble(said.substring(0, space)), Long.parseLong(said.substring(space + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String heap) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        ChildMain.class.getName(),
                        file.toString(),
                        user,
                        server.toString(),
                        patience.toString()))
                .redirectError(Redirect.DISCARD);
        builder.environment().put(TOKEN, token);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
