package org.synchrotron.it.attacks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.it.kit.RawSocket;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.server.log.LogLock;

/** All kinds of attacks that figures are printed for. Close it after use: it holds connections. For one thread at a time. */
final class Attacks implements AutoCloseable {

    /** The number of connections that an attack keeps open. */
    private static final int HELD = 60;

    private static final int PER_SECOND = 20;

    private final URI server;
    private final HostileUser mallory;
    private final HostileUser reader;
    private final Handle login = ServerDatabase.login();
    private final Deque<RawSocket> held = new ArrayDeque<>();

    Attacks(URI server) throws IOException {
        this.server = server;
        this.mallory = new HostileUser(server);
        this.reader = new HostileUser(server);
        reader.fillLog();
    }

    /** {@return the attacks, in the order of the table} */
    List<Attack> all() {
        return List.of(
                new Attack(
                        "text that ends inside a structure", PER_SECOND, () -> refused("{\"type\":\"hello\",\"x\":[")),
                new Attack("encoded path, no token", PER_SECOND, this::encodedPath),
                new Attack("numbers that grow", PER_SECOND, () -> uploaded(HostileUser.TEXT, "\"text\":1e1200")),
                new Attack("invented tag", PER_SECOND, () -> uploaded("create_todo_v1", "create_todo_v1 ")),
                new Attack("notification beyond the log", PER_SECOND, this::notification),
                new Attack("time that is none", PER_SECOND, () -> uploaded("\"created_at\":\"2", "\"created_at\":\"x")),
                new Attack("arguments 900 levels deep", PER_SECOND, () -> uploaded(HostileUser.TEXT, deep())),
                new Attack("messages without an end", PER_SECOND, () -> hold(mallory::open, "{\"type\":\"hello\"")),
                new Attack("sessions without hello", PER_SECOND, () -> hold(mallory::open, "")),
                new Attack("uploads that follow each other", PER_SECOND, () -> uploaded("", "")),
                new Attack("readers that do not read", 1, () -> hold(reader::notReading, "")));
    }

    private void refused(String text) throws IOException {
        try (RawSocket socket = mallory.open()) {
            socket.send(text);
            socket.receiveAll();
        }
    }

    private void encodedPath() throws IOException {
        try (RawSocket socket = RawSocket.dial(server, server.getPath() + "/%73ynchrotron/v2", null)) {
            if (socket.status() == RawSocket.OPENED) {
                socket.send(mallory.hello());
            }
        }
    }

    private void uploaded(String part, String instead) throws IOException {
        try (RawSocket socket = mallory.greeting()) {
            socket.receiveUntil("\"welcome\"");
            socket.send(mallory.upload().replace(part, instead));
            socket.receiveUntil("\"accepted\"", "\"refused\"");
        }
    }

    private static String deep() {
        return "\"text\":" + "[".repeat(900) + "]".repeat(900);
    }

    private void notification() {
        login.execute("select pg_notify('" + LogLock.CHANNEL + "', '9223372036854775807')");
    }

    /** Opens connections. */
    @FunctionalInterface
    private interface Opener {
        RawSocket open() throws IOException;
    }

    /** Opens as many connections as are held, the first time; then replaces the oldest. */
    private void hold(Opener opener, String begun) throws IOException {
        do {
            RawSocket socket = opener.open();
            held.add(socket);
            if (!begun.isEmpty()) {
                socket.begin(begun);
            }
        } while (held.size() < HELD);
        if (held.size() > HELD) {
            held.remove().close();
        }
    }

    /** Ends all connections that an attack has kept open. */
    void release() throws IOException {
        while (!held.isEmpty()) {
            held.remove().close();
        }
    }

    @Override
    public void close() throws IOException {
        release();
        login.close();
    }
}
