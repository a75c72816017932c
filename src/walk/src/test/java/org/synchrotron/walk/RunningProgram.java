package org.synchrotron.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that a command started.
 *
 * @param process the shell that runs it
 * @param output the file that holds what it prints
 */
record RunningProgram(Process process, Path output) {

    private static final String COLOURS = "\u001b\\[[0-9;]*m";

    /** {@return what it has printed so far, without colours} */
    String printed() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).replaceAll(COLOURS, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it and what it started at once, as {@code kill -9} does, and waits for that. */
    void kill() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }
}
