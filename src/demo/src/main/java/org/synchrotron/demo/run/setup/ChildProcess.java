package org.synchrotron.demo.run.setup;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that writes to a log file. Closing it terminates the process, and kills it if it does not end. */
final class ChildProcess implements AutoCloseable {

    private static final int GRACE_SECONDS = 10;
    private static final int SHOWN_LINES = 40;
    private static final String COLOURS = "\u001b\\[[0-9;]*m";

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param environment variables in addition to this program's; secrets belong here, because others can read the command line
     */
    static ChildProcess start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(requireNonNull(log.getParent(), () -> log + " is in no directory")
                        .toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ChildProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** {@return the process's output from the first severe line on; without one, its last lines} */
    String trouble() {
        List<String> lines = logged();
        int severe = 0;
        while (severe < lines.size() && !lines.get(severe).contains("SEVERE")) {
            severe++;
        }
        int from = severe < lines.size() ? severe : Math.max(0, lines.size() - SHOWN_LINES);
        return String.join("\n", lines.subList(from, Math.min(lines.size(), from + SHOWN_LINES)));
    }

    boolean hasLogged(String text) {
        return logged().stream().anyMatch(line -> line.contains(text));
    }

    private List<String> logged() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .replaceAll(COLOURS, "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return List.of("(its log cannot be read: " + e.getMessage() + ")");
        }
    }

    /** Waits until the process ends; returns its exit code. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
