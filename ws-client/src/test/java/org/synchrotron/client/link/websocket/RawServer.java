package org.synchrotron.client.link.websocket;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** A server of plain sockets on loopback that does with each connection what the test says, each on a thread of its own. */
final class RawServer implements AutoCloseable {

    /** The name of its threads. */
    static final String THREADS = "raw server";

    private static final int PATIENCE_SECONDS = 30;
    private static final int LOOKS_A_SECOND = 50;

    /** What is done with a connection. Once it is over, the connection is read until the client has closed it. */
    interface Behaviour {
        void with(RawPeer peer) throws Exception;
    }

    private final ServerSocket entrance;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Socket> gone = new LinkedBlockingQueue<>();

    RawServer(Behaviour behaviour) {
        this(behaviour, ServerSocketFactory.getDefault());
    }

    RawServer(Behaviour behaviour, ServerSocketFactory sockets) {
        this.behaviour = behaviour;
        try {
            entrance = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::acceptAll);
    }

    /** {@return one that opens WebSockets and then does this} */
    static RawServer afterHandshake(Behaviour behaviour) {
        return new RawServer(peer -> {
            peer.shakeHands();
            behaviour.with(peer);
        });
    }

    ServerAddress address() {
        return ServerAddress.of(URI.create("ws://127.0.0.1:" + entrance.getLocalPort()));
    }

    ServerAddress encryptedAddress() {
        return ServerAddress.of(URI.create("wss://127.0.0.1:" + entrance.getLocalPort()));
    }

    /** Waits until the client has closed so many connections. */
    void awaitGone(int connections) throws InterruptedException {
        for (int i = 0; i < connections; i++) {
            requireNonNull(gone.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "a connection is still open");
        }
    }

    /** Waits until the client has closed all connections that it has made. */
    void awaitNoneOpen() throws InterruptedException {
        for (int looks = 0; !open.isEmpty() && looks < PATIENCE_SECONDS * LOOKS_A_SECOND; looks++) {
            Thread.sleep(1_000 / LOOKS_A_SECOND);
        }
        if (!open.isEmpty()) {
            throw new AssertionError(open.size() + " connections are still open");
        }
    }

    private void acceptAll() throws IOException {
        while (!entrance.isClosed()) {
            Socket socket = entrance.accept();
            open.add(socket);
            inBackground(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws Exception {
        try (socket) {
            RawPeer peer = new RawPeer(socket);
            try {
                behaviour.with(peer);
            } finally {
                peer.readToTheEnd();
            }
        } finally {
            open.remove(socket);
            gone.add(socket);
        }
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        // The client has gone, or the test is over.
                        return;
                    }
                },
                THREADS);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws Exception;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
