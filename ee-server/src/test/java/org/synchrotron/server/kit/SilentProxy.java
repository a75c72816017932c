package org.synchrotron.server.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server that may go silent: the connections stay, and nothing gets through any more. */
public final class SilentProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private final int server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    /** @param server the server's port on loopback */
    public SilentProxy(int server) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        start(this::acceptAll);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** From now on nothing gets through the connections that there are. */
    public void silence() {
        silent = true;
    }

    /** From now on new connections work; the silent ones stay silent. */
    public void speakOnNewConnections() {
        silent = false;
    }

    private void acceptAll() throws IOException {
        while (!entrance.isClosed()) {
            Socket client = entrance.accept();
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
            open.addAll(List.of(client, upstream));
            boolean[] muted = {false};
            start(() -> pump(client, upstream, muted));
            start(() -> pump(upstream, client, muted));
        }
    }

    private void pump(Socket from, Socket to, boolean[] muted) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            muted[0] |= silent;
            if (!muted[0]) {
                out.write(buffer, 0, n);
            }
        }
        if (!muted[0]) {
            to.close();
        }
    }

    private interface SocketWork {
        void run() throws IOException;
    }

    private static void start(SocketWork work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The socket was closed, as intended.
                        return;
                    }
                },
                "silent proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
