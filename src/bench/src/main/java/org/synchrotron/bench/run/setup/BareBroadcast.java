package org.synchrotron.bench.run.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.synchrotron.protocol.MessageCodec;

/**
 * What a broadcast costs without Synchrotron: one thread writes the same bytes to bare sockets on loopback, another one reads and decodes them.
 * Use it from one thread.
 */
public final class BareBroadcast implements AutoCloseable {

    private final MessageCodec codec = new MessageCodec();
    private final List<SocketChannel> senders = new ArrayList<>();
    private final Selector selector;

    /** Opens so many connections. */
    public BareBroadcast(int receivers) {
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            selector = Selector.open();
            for (int i = 0; i < receivers; i++) {
                SocketChannel there = SocketChannel.open(listening.getLocalAddress());
                senders.add(listening.accept());
                there.configureBlocking(false);
                there.register(selector, SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return how many milliseconds it takes until the last one has received and decoded the message} */
    public double once(String message, LongSupplier nanoTime) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        for (SelectionKey key : selector.keys()) {
            key.attach(ByteBuffer.allocate(bytes.length));
        }
        long before = nanoTime.getAsLong();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(bytes));
        receive();
        double millis = (nanoTime.getAsLong() - before) / 1e6;
        writing.join();
        return millis;
    }

    private void write(byte[] bytes) {
        try {
            for (SocketChannel sender : senders) {
                for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                    sender.write(left);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive() {
        try {
            int waiting = senders.size();
            while (waiting > 0) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (isComplete(key)) {
                        waiting--;
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isComplete(SelectionKey key) throws IOException {
        ByteBuffer content = (ByteBuffer) key.attachment();
        if (((SocketChannel) key.channel()).read(content) < 0) {
            throw new IOException("a bare socket was closed");
        }
        if (content.hasRemaining()) {
            return false;
        }
        codec.readFromServer(StandardCharsets.UTF_8.decode(content.flip()).toString());
        return true;
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            for (SocketChannel sender : senders) {
                sender.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
