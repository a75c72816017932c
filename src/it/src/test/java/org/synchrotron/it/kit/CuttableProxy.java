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
 * A network between client and server, or between server and database, that can be cut, refuse, and hold back what is answered;
 * and that counts.
 */
public final class CuttableProxy implements AutoCloseable {

    private static final String JDBC = "jdbc:";

    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Tap> taps = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean holding;
    private volatile String holdingFrom = "";

    private CuttableProxy(ServerSocket entrance, InetSocketAddress server) {
        this.entrance = entrance;
        this.server = server;
    }

    /** {@return one on a free port of loopback, in front of the server} */
    public static CuttableProxy before(URI server) {
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

    /** {@return one in front of the database} */
    public static CuttableProxy beforeDatabase() {
        return before(URI.create(Surroundings.databaseUrl().substring(JDBC.length())));
    }

    /** {@return the database's URL through this proxy} */
    public String databaseUrl() {
        return JDBC + "postgresql://127.0.0.1:" + entrance.getLocalPort()
                + URI.create(Surroundings.databaseUrl().substring(JDBC.length()))
                        .getPath();
    }

    /** {@return the same URL through this proxy} */
    public URI instead(URI direct) {
        return URI.create("ws://127.0.0.1:" + entrance.getLocalPort() + direct.getPath());
    }

    /** Breaks all connections. */
    public void cut() {
        open.forEach(CuttableProxy::closeQuietly);
        open.clear();
        taps.clear();
    }

    /** Breaks all connections, and those to come, until {@link #takeAgain}. */
    public void refuse() {
        refusing = true;
        cut();
    }

    public void takeAgain() {
        refusing = false;
    }

    /** From now on nothing reaches the clients, while the server hears them. */
    public void holdAnswers() {
        holding = true;
        taps.forEach(Tap::shut);
    }

    /** The same, but on each connection only from the next answer on that contains this text. */
    public void holdAnswersFrom(String text) {
        holdingFrom = text;
        taps.forEach(tap -> tap.shutAt(text));
    }

    /** Lets through what was held back, and all that follows. */
    public void releaseAnswers() {
        holding = false;
        holdingFrom = "";
        taps.removeIf(tap -> !opened(tap));
    }

    /** {@return whether its connection is still there, so that it was opened} */
    private static boolean opened(Tap tap) {
        try {
            tap.open();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Breaks all connections, so that what was held back never arrives, and takes new ones as if nothing had been. */
    public void loseAnswers() {
        refuse();
        releaseAnswers();
        takeAgain();
    }

    /** {@return how many connections there were, with those that were refused} */
    public int connections() {
        return connections.get();
    }

    /** {@return how many bytes the server has sent that are held back now} */
    public long bytesHeldBack() {
        return taps.stream().mapToLong(Tap::collected).sum();
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

    private void connect(Socket client) throws IOException {
        Socket behind = new Socket();
        open.add(client);
        open.add(behind);
        try {
            behind.connect(server);
        } catch (IOException e) {
            closeQuietly(client);
            return;
        }
        Tap tap = new Tap(client.getOutputStream(), holding, holdingFrom);
        taps.add(tap);
        OutputStream requests = behind.getOutputStream();
        inBackground(() -> pump(client, behind, (buffer, length) -> requests.write(buffer, 0, length)));
        inBackground(() -> pump(behind, client, tap::pass));
    }

    private static void pump(Socket from, Socket to, Sink sink) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sink.take(buffer, n);
            }
        }
    }

    /** Where bytes go. */
    private interface Sink {
        void take(byte[] buffer, int length) throws IOException;
    }

    /** Work of a socket, which ends when the socket does. */
    private interface SocketWork {
        void run() throws IOException;
    }

    private void inBackground(SocketWork work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection was cut: that is what this proxy is for.
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
            // It is closed already: so it shall be.
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
