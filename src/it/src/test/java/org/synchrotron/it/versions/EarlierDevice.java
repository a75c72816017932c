package org.synchrotron.it.versions;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.synchrotron.it.kit.DeviceJvm;
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.it.versions.program.TodosConsole;

/** A device whose program has the library of an earlier version: {@link TodosConsole} in a process of its own. */
public final class EarlierDevice implements AutoCloseable {

    private static final int GRACE_SECONDS = 20;

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    /** Opens the file in the process. */
    public EarlierDevice(EarlierVersion version, Path file, String user, URI server) {
        process = DeviceJvm.start(
                version.classpath(),
                TodosConsole.class,
                "earlier-devices.log",
                file.toString(),
                user,
                server.toString(),
                Tokens.of(user));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    private String ask(String line) {
        try {
            questions.append(line).append('\n').flush();
            return requireNonNull(answers.readLine(), "the earlier program ended; see earlier-devices.log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Executes the action that makes a todo. */
    public void create(String project, String text) {
        ask("create " + project + " " + text);
    }

    /** {@return whether it got in sync in time} It connects. */
    public boolean syncs() {
        return Boolean.parseBoolean(ask("sync"));
    }

    /** {@return its last problem as text; "null" if there is none} */
    public String problem() {
        return ask("problem");
    }

    /** {@return the texts of its todos, as a list in text} */
    public String texts() {
        return ask("texts");
    }

    /** Ends its input, so that it closes its client. */
    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
