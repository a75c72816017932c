package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy between client and server, or between server and database. It can break connections, refuse new ones, and do to each direction what a
 * {@link Passage} says. It counts connections.
 */
public final class CuttableProxy implements AutoCloseable {

    private static final String JDBC = "jdbc:";
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong untilReset = new AtomicLong(NEVER);
    private volatile Passage requests = Passage.OPEN;
    private volatile Passage answers = Passage.OPEN;
    private volatile boolean refusing;

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
            inBackground(proxy::acceptAll);
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
        open.forEach(each -> each.requests().reset());
        open.clear();
    }

    /** Breaks all connections, and refuses new ones until {@link #acceptAgain}. */
    public void refuse() {
        refusing = true;
        cut();
    }

    public void acceptAgain() {
        refusing = false;
    }

    /** Breaks the connection on which so many more bytes have passed in either direction on all of them, wherever a message is then. */
    public void resetAfter(long bytes) {
        untilReset.set(bytes);
    }

    /** Changes what happens to bytes on all connections, also on later ones. */
    public void pass(Passage ofRequests, Passage ofAnswers) {
        requests = ofRequests;
        answers = ofAnswers;
        open.forEach(each -> each.set(ofRequests, ofAnswers));
    }

    /** Ends one direction of all connections, and not the other. */
    public void halfClose(boolean ofRequests) {
        open.forEach(each -> {
            try {
                (ofRequests ? each.requests() : each.answers()).end();
            } catch (IOException e) {
                each.requests().reset();
            }
        });
    }

    /** Holds back everything for the clients from now on. Data for the server still pass. */
    public void holdAnswers() {
        pass(requests, Passage.CLOSED);
    }

    /** Does the same, but on each connection only from the next answer on that contains this text. */
    public void holdAnswersFrom(String text) {
        pass(requests, Passage.until(text));
    }

    /** Holds back data for the server on each connection, from the next that contain this text on. */
    public void holdRequestsFrom(String text) {
        pass(Passage.until(text), answers);
    }

    /** Sends the answers that were held back, and lets later ones pass. */
    public void releaseAnswers() {
        pass(requests, Passage.OPEN);
    }

    /** Breaks all connections, so that what is held back in either direction never arrives. Then accepts new connections. */
    public void loseAnswers() {
        refuse();
        pass(Passage.OPEN, Passage.OPEN);
        acceptAgain();
    }

    /** {@return the number of connections so far, including refused ones} */
    public int connections() {
        return connections.get();
    }

    /** {@return the number of bytes from the server that are held back now} */
    public long bytesHeldBack() {
        return open.stream().mapToLong(each -> each.answers().collected()).sum();
    }

    /** {@return the number of bytes for the server that are held back now} */
    public long requestBytesHeldBack() {
        return open.stream().mapToLong(each -> each.requests().collected()).sum();
    }

    private void acceptAll() throws IOException {
        while (!entrance.isClosed()) {
            Socket client = entrance.accept();
            connections.incrementAndGet();
            if (refusing) {
                Gate.abort(client);
            } else {
                connect(client);
            }
        }
    }

    /** The server may not be there; the proxy then accepts the next one. */
    private void connect(Socket client) {
        Socket upstream = new Socket();
        try {
            upstream.connect(server);
            ProxiedConnection connection = new ProxiedConnection(client, upstream, requests, answers);
            open.add(connection);
            inBackground(() -> pump(connection, connection.requests()));
            inBackground(() -> pump(connection, connection.answers()));
            if (refusing) {
                cut();
            }
        } catch (IOException e) {
            Gate.abort(client);
            Gate.abort(upstream);
        }
    }

    private void pump(ProxiedConnection connection, Gate gate) throws IOException {
        try {
            gate.pump(this::allowed);
        } finally {
            open.remove(connection);
        }
    }

    /** {@return how many of so many bytes may pass before the connection breaks} */
    private int allowed(int bytes) {
        long left = untilReset.getAndUpdate(now -> now - bytes < 0 ? NEVER : now - bytes);
        return (int) Math.min(bytes, left);
    }

    /** Work on a socket. It ends when the socket closes. */
    private interface SocketWork {
        void run() throws IOException;
    }

    private static void inBackground(SocketWork work) {
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
