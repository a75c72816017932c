package org.synchrotron.demo.run.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.input.BadInput;

/** A temporary directory for one run. Only its owner can read it. Closing it deletes it. */
public final class Workspace implements AutoCloseable {

    private final Path root;

    private Workspace(Path root) {
        this.root = root;
    }

    /**
     * {@return a new, empty workspace}
     *
     * @throws BadInput if the directory cannot be created
     */
    public static Workspace create() {
        try {
            return new Workspace(Files.createTempDirectory("synchrotron-run-"));
        } catch (IOException e) {
            throw new BadInput(
                    "Cannot create a temporary directory in " + System.getProperty("java.io.tmpdir") + ": " + e, e);
        }
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    /** {@return a new directory in the workspace} */
    public Path directory(String name) {
        try {
            return Files.createDirectory(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
