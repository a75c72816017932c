package org.synchrotron.it.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, of a few megabytes. It can only be mounted by those who may. */
final class SmallDisk implements AutoCloseable {

    private static final int PAGE = 4096;
    private static final int SECONDS = 10;

    private final Path directory;
    private final boolean mounted;
    private final Thread atExit;

    /** Mounts it at this directory if that is possible. */
    SmallDisk(Path directory) {
        this.directory = directory;
        this.mounted = runs("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", directory.toString());
        this.atExit = new Thread(() -> runs("umount", "-l", directory.toString()));
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    boolean isMounted() {
        return mounted;
    }

    Path directory() {
        return directory;
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such command.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Leaves room for so many pages; all that there is, if there is no more. */
    void leaveRoom(int pages) {
        Path filler = directory.resolve("filler");
        try {
            Files.deleteIfExists(filler);
            long taken = directory.toFile().getUsableSpace() - (long) pages * PAGE;
            if (taken > 0) {
                fill(filler, taken);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Path filler, long bytes) {
        try (var file = Files.newOutputStream(filler)) {
            for (long written = 0; written < bytes; written += PAGE) {
                file.write(new byte[PAGE]);
            }
        } catch (IOException e) {
            // The device has taken the room meanwhile.
            return;
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        if (mounted) {
            runs("umount", "-l", directory.toString());
        }
    }
}
