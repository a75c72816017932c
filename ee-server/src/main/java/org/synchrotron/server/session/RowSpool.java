package org.synchrotron.server.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;

/**
 * A queue of messages in a temporary file. The file is deleted as soon as it is open, where the system allows that, and otherwise when it is
 * closed; it has no content before the first message. Not thread-safe.
 */
final class RowSpool implements AutoCloseable {

    private final MessageCodec codec;
    private final SpoolSpace space;
    private final Deque<Integer> lengths = new ArrayDeque<>();
    private @Nullable FileChannel file;
    private long written;
    private long read;

    RowSpool(MessageCodec codec, SpoolSpace space) {
        this.codec = codec;
        this.space = space;
    }

    boolean isEmpty() {
        return lengths.isEmpty();
    }

    /**
     * Adds a message at the end.
     *
     * @throws org.synchrotron.server.catchup.RowsFailed if there is no room for it
     * @throws UncheckedIOException if it cannot be written
     */
    void add(ServerMessage message) {
        byte[] bytes = codec.write(message).getBytes(StandardCharsets.UTF_8);
        space.take(bytes.length);
        ByteBuffer content = ByteBuffer.wrap(bytes);
        try {
            FileChannel to = file();
            for (long at = written; content.hasRemaining(); ) {
                at += to.write(content, at);
            }
        } catch (IOException e) {
            space.giveBack(bytes.length);
            throw new UncheckedIOException("rows cannot be written to a temporary file", e);
        }
        written += bytes.length;
        lengths.add(bytes.length);
    }

    /**
     * {@return the first message, which is removed; there must be one}
     *
     * @throws UncheckedIOException if it cannot be read
     */
    ServerMessage remove() {
        ByteBuffer content = ByteBuffer.allocate(lengths.remove());
        try {
            FileChannel from = file();
            while (content.hasRemaining()) {
                int length = from.read(content, read + content.position());
                if (length < 0) {
                    throw new IOException("the file is shorter than what was written");
                }
            }
            read += content.capacity();
            emptyIfRead(from);
        } catch (IOException e) {
            throw new UncheckedIOException("rows cannot be read from a temporary file", e);
        }
        return codec.readFromServer(new String(content.array(), StandardCharsets.UTF_8));
    }

    /** A client that keeps up needs little room. */
    private void emptyIfRead(FileChannel all) throws IOException {
        if (lengths.isEmpty()) {
            all.truncate(0);
            space.giveBack(written);
            written = 0;
            read = 0;
        }
    }

    private FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile("synchrotron-rows", ".spool");
            open = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
            file = open;
            deleteName(path);
        }
        return open;
    }

    private static void deleteName(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    /** Deletes the file with all messages. */
    @Override
    public void close() {
        lengths.clear();
        space.giveBack(written);
        written = 0;
        FileChannel open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a temporary file cannot be closed", e);
            }
        }
    }
}
