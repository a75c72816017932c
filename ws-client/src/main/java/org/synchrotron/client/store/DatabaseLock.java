package org.synchrotron.client.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.DatabaseFailure.Kind;

/**
 * One client's lock on a database file: a lock of the operating system on the file {@code <name>.lock} beside it, which ends with the
 * process. That file is empty and is never deleted, since a file that is deleted and created again could be locked twice. Readers of the
 * database need no lock.
 *
 * <p>On POSIX a process drops its locks on a file when it closes any channel to it. So this class never opens the database file, on
 * which SQLite has locks, and opens the lock file only if no client of this program holds it, by any path. A program may load this class
 * twice, in two class loaders: then the JVM reports the other's lock, and the channel stays open for a later attempt. Thread-safe.
 */
final class DatabaseLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLock.class);

    /** By real path of the database, and by identity of the file beside it. */
    private static final Map<Object, DatabaseLock> HELD = new HashMap<>();

    /** Channels to files that the same program has locked elsewhere, by their identity. */
    private static final Map<Object, FileChannel> KEPT = new HashMap<>();

    private final Path real;
    private final Set<Object> keys;
    private final FileChannel channel;

    private DatabaseLock(Path real, Set<Object> keys, FileChannel channel) {
        this.real = real;
        this.keys = keys;
        this.channel = channel;
    }

    /** @throws DatabaseFailure if another client holds the file, or it cannot be locked */
    static DatabaseLock take(Path file) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return take(file, real(file.toAbsolutePath()));
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted();
                }
            }
        } catch (IOException e) {
            throw new DatabaseFailure(
                    Kind.CANNOT_OPEN,
                    file,
                    "it cannot be locked with a file beside it: " + e
                            + "; a client needs a directory that it can write, on" + " a file system that has locks",
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@return the real path of the database file, after links} */
    Path realFile() {
        return real;
    }

    /** {@return the real path of the file, also before it exists} SQLite follows links, too. */
    private static Path real(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(file)
                    ? real(file.resolveSibling(Files.readSymbolicLink(file)))
                    : file.resolveSibling("").toRealPath().resolve(file.getFileName());
        }
    }

    private static DatabaseLock take(Path file, Path real) throws IOException {
        synchronized (HELD) {
            Path beside = existing(real.resolveSibling(real.getFileName() + ".lock"));
            Object identity = identity(beside);
            Set<Object> keys = Set.of(real, identity);
            if (keys.stream().anyMatch(HELD::containsKey)) {
                throw ofThisProgram(file);
            }
            FileChannel kept = KEPT.remove(identity);
            FileChannel channel = kept != null ? kept : FileChannel.open(beside, StandardOpenOption.WRITE);
            if (tryLock(channel, file, identity) == null) {
                channel.close();
                throw new DatabaseFailure(
                        Kind.IN_USE,
                        file,
                        "another process has it open, and the lock on " + beside + "; close its client or end it first."
                                + " The lock goes with the process: a lock file that is left over does not matter",
                        null);
            }
            DatabaseLock taken = new DatabaseLock(real, keys, channel);
            keys.forEach(key -> HELD.put(key, taken));
            return taken;
        }
    }

    private static Path existing(Path beside) throws IOException {
        try {
            Files.createFile(beside);
        } catch (FileAlreadyExistsException e) {
            // It may be in use or left over: only the lock counts.
        }
        return beside;
    }

    private static Object identity(Path beside) throws IOException {
        Object key = Files.readAttributes(beside, BasicFileAttributes.class).fileKey();
        return key != null ? key : beside.toRealPath();
    }

    private static @Nullable FileLock tryLock(FileChannel channel, Path file, Object identity) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            KEPT.put(identity, channel);
            throw ofThisProgram(file);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static DatabaseFailure ofThisProgram(Path file) {
        return new DatabaseFailure(
                Kind.IN_USE, file, "another client of this program has it open; use that one, or close it first", null);
    }

    /** Releases the file. A second call does nothing. */
    @Override
    public void close() {
        synchronized (HELD) {
            keys.forEach(key -> HELD.remove(key, this));
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("a lock file cannot be closed; its lock goes with the process", e);
            }
        }
    }
}
