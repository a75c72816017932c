package org.synchrotron.simulation;

import java.nio.file.Files;
import java.nio.file.Path;

/** A directory where writing files is cheap. */
public final class MemoryDirectory {

    private MemoryDirectory() {}

    /** {@return a directory in memory if the system has one, otherwise the directory for temporary files} */
    public static Path path() {
        Path shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
