package org.synchrotron.it.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.synchrotron.it.faults.device.DeviceProgram;
import org.synchrotron.it.kit.DeviceJvm;

/**
 * A process in which {@link DeviceProgram} runs. It can be ended as kill -9 does, and ends with this process, which holds its input. One thread
 * may use it.
 */
final class DeviceProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 90;
    private static final String ENDED = "";

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** Starts the process, which waits to be told what device it is. */
    DeviceProcess() {
        process = DeviceJvm.start(DeviceJvm.classpath(), DeviceProgram.class, "devices.log");
    }

    /**
     * The process is this device from now on. Its client is not open yet.
     *
     * @param events takes the lines that are no answers, on another thread
     */
    DeviceProcess is(Path file, String user, URI server, Consumer<String> events) {
        Thread reader = new Thread(() -> listen(events), "output of " + user);
        reader.setDaemon(true);
        reader.start();
        say(file + " " + user + " " + server);
        return this;
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

    /** {@return whether the process can still hear it} */
    private boolean say(String line) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(line)
                    .append('\n')
                    .flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * {@return the result of the command, or null if the process ended meanwhile}
     *
     * @throws Refusal if the command failed
     */
    @Nullable
    String tryTo(String command) {
        String answer = say(command) ? next(command) : ENDED;
        if (answer.startsWith("! ")) {
            throw new Refusal(answer.substring(2));
        }
        return answer.equals(ENDED) ? null : answer.substring(2);
    }

    private String next(String command) {
        try {
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("no answer to " + command);
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
            throw new AssertionError("the process ended at " + command);
        }
        return answer;
    }

    /** Ends the process as kill -9 does, and waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the process cannot be ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
