package org.synchrotron.it.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.synchrotron.it.faults.device.DeviceProgram;
import org.synchrotron.it.kit.TestSettings;

/**
 * A process in which {@link DeviceProgram} runs. It can be ended as kill -9 does, and ends with this process, which holds its input. One thread
 * may ask it.
 */
final class DeviceProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final String ENDED = "";

    private final String name;
    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private DeviceProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts the process. Its client is not open yet.
     *
     * @param events takes the lines that are no answers, on another thread
     */
    static DeviceProcess start(Path file, String user, URI server, Consumer<String> events) {
        Path log = TestSettings.temporaryDirectory().resolve(user + ".log");
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx96m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            DeviceProgram.class.getName(),
                            file.toString(),
                            user,
                            server.toString()))
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
            DeviceProcess started = new DeviceProcess(user, process);
            Thread reader = new Thread(() -> started.listen(events), "output of " + user);
            reader.setDaemon(true);
            reader.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(Consumer<String> events) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("= ") || line.startsWith("! ")) {
                    answers.add(line);
                } else {
                    events.accept(line);
                }
            }
        } catch (IOException e) {
            events.accept("unreadable " + e.getMessage());
        } finally {
            answers.add(ENDED);
        }
    }

    /** The command was not carried out; the message is the device's. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    /**
     * {@return the result of the command, or null if the process ended meanwhile}
     *
     * @throws Refusal if the command failed
     */
    @Nullable
    String tryTo(String command) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(command)
                    .append('\n')
                    .flush();
        } catch (IOException e) {
            // It has ended, and so will its output.
            return null;
        }
        String answer = next(command);
        if (answer.startsWith("! ")) {
            throw new Refusal(answer.substring(2));
        }
        return answer.equals(ENDED) ? null : answer.substring(2);
    }

    private String next(String command) {
        try {
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError(name + " does not answer to " + command);
            }
            if (answer.equals(ENDED)) {
                answers.add(ENDED);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@return the result of the command} The process must not end. */
    String ask(String command) {
        String answer = tryTo(command);
        if (answer == null) {
            throw new AssertionError(name + " ended at " + command);
        }
        return answer;
    }

    /** Ends the process as kill -9 does, and waits for its end. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " cannot be ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
