package org.synchrotron.simulation;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where files cost little. */
public final class Memory {

    private Memory() {}

    /** {@return a directory in memory where there is one, and otherwise that for temporary files} */
    public static Path directory() {
        Path shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
