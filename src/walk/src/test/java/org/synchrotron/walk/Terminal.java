package org.synchrotron.walk;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A terminal in which commands are typed one after the other: what one exports, the next ones have. Closing it ends what it
 * started. For one thread.
 */
final class Terminal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final File NOTHING = new File("/dev/null");

    private final Path folder;
    private final Path state;
    private final Map<String, String> environment;
    private final List<RunningProgram> started = new CopyOnWriteArrayList<>();
    private final Thread atExit = new Thread(this::end);
    private int count;

    /**
     * Opens one.
     *
     * @param folder where commands run
     * @param files where output and state are kept
     * @param environment besides what the build itself has
     */
    Terminal(Path folder, Path files, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.state = Files.createFile(files.resolve("exported.sh"));
        this.environment = environment;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * {@return what the command prints, errors included}
     *
     * @throws AssertionError if it ends with another status than 0, or does not end
     */
    String run(Command command) throws IOException, InterruptedException {
        RunningProgram program = start(command);
        if (!program.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            program.kill();
            throw new AssertionError(failed(command, "does not end", program));
        }
        started.remove(program);
        int status = program.process().exitValue();
        if (status != 0) {
            throw new AssertionError(failed(command, "ended with status " + status, program));
        }
        return program.printed();
    }

    /** {@return the program that the command starts, which goes on running} */
    RunningProgram start(Command command) throws IOException {
        String script =
                ". '" + state + "'\n" + command.text() + "\nstatus=$?\nexport -p > '" + state + "'\nexit $status\n";
        Path output = state.resolveSibling("output-" + ++count + ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectInput(Redirect.from(NOTHING))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(SYNCHROTRON|TODOS)_.*"));
        builder.environment().putAll(environment);
        RunningProgram program = new RunningProgram(builder.start(), output);
        started.add(program);
        return program;
    }

    private static String failed(Command command, String how, RunningProgram program) {
        return command.place() + ": `" + command.line() + "` " + how + ". It printed:\n" + program.printed();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private void end() {
        started.forEach(RunningProgram::kill);
    }
}
