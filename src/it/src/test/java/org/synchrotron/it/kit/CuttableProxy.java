package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy between client and server, or between server and database. It can break connections, refuse new ones, and hold back
 * answers. It counts connections.
 */
public final class CuttableProxy implements AutoCloseable {

    private static final String JDBC = "jdbc:";

    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<AnswerGate> gates = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean holding;
    private volatile String holdingFrom = "";

    private CuttableProxy(ServerSocket entrance, InetSocketAddress server) {
        this.entrance = entrance;
        this.server = server;
    }

    /** {@return a proxy on a free port of loopback, in front of the server} */
    public static CuttableProxy inFrontOf(URI server) {
        try {
            CuttableProxy proxy = new CuttableProxy(
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                    new InetSocketAddress(server.getHost(), server.getPort()));
            proxy.inBackground(proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a proxy in front of the database} */
    public static CuttableProxy inFrontOfDatabase() {
        return inFrontOf(URI.create(TestSettings.databaseUrl().substring(JDBC.length())));
    }

    /** {@return the database's URL through this proxy} */
    public String databaseUrl() {
        return JDBC + "postgresql://127.0.0.1:" + entrance.getLocalPort()
                + URI.create(TestSettings.databaseUrl().substring(JDBC.length()))
                        .getPath();
    }

    /** {@return the same URL through this proxy} */
    public URI through(URI direct) {
        return URI.create("ws://127.0.0.1:" + entrance.getLocalPort() + direct.getPath());
    }

    /** Breaks all connections. */
    public void cut() {
        open.forEach(CuttableProxy::closeQuietly);
        open.clear();
        gates.clear();
    }

    /** Breaks all connections, and refuses new ones until {@link #acceptAgain}. */
    public void refuse() {
        refusing = true;
        cut();
    }

    public void acceptAgain() {
        refusing = false;
    }

    /** Holds back everything for the clients from now on. Data for the server still pass. */
    public void holdAnswers() {
        holding = true;
        gates.forEach(AnswerGate::close);
    }

    /** Does the same, but on each connection only from the next answer on that contains this text. */
    public void holdAnswersFrom(String text) {
        holdingFrom = text;
        gates.forEach(gate -> gate.closeAt(text));
    }

    /** Sends the answers that were held back, and lets later ones pass. */
    public void releaseAnswers() {
        holding = false;
        holdingFrom = "";
        gates.removeIf(gate -> !opened(gate));
    }

    /** {@return whether the gate was opened; not if its connection is broken} */
    private static boolean opened(AnswerGate gate) {
        try {
            gate.open();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Breaks all connections, so that held back answers never arrive. Then accepts new connections. */
    public void loseAnswers() {
        refuse();
        releaseAnswers();
        acceptAgain();
    }

    /** {@return the number of connections so far, including refused ones} */
    public int connections() {
        return connections.get();
    }

    /** {@return the number of bytes from the server that are held back now} */
    public long bytesHeldBack() {
        return gates.stream().mapToLong(AnswerGate::collected).sum();
    }

    private void acceptAll() throws IOException {
        while (!entrance.isClosed()) {
            Socket client = entrance.accept();
            connections.incrementAndGet();
            if (refusing) {
                closeQuietly(client);
            } else {
                connect(client);
            }
        }
    }

    /** The connections may be cut meanwhile, or the server may not be there; the proxy then accepts the next one. */
    private void connect(Socket client) {
        Socket upstream = new Socket();
        open.add(client);
        open.add(upstream);
        try {
            upstream.connect(server);
            pass(client, upstream);
        } catch (IOException e) {
            closeQuietly(client);
            closeQuietly(upstream);
        }
    }

    private void pass(Socket client, Socket upstream) throws IOException {
        AnswerGate gate = new AnswerGate(client.getOutputStream(), holding, holdingFrom);
        gates.add(gate);
        OutputStream requests = upstream.getOutputStream();
        inBackground(() -> pump(client, upstream, (buffer, length) -> requests.write(buffer, 0, length)));
        inBackground(() -> pump(upstream, client, gate::pass));
    }

    private static void pump(Socket from, Socket to, Sink sink) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sink.write(buffer, n);
            }
        }
    }

    /** The destination of bytes. */
    private interface Sink {
        void write(byte[] buffer, int length) throws IOException;
    }

    /** Work on a socket. It ends when the socket closes. */
    private interface SocketWork {
        void run() throws IOException;
    }

    private void inBackground(SocketWork work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection was cut, as intended.
                        return;
                    }
                },
                "cuttable proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
            return;
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
