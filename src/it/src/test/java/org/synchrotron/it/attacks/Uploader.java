package org.synchrotron.it.attacks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.synchrotron.it.kit.RawSocket;

/**
 * Uploads as many records at a time as it may, on one connection, as soon as the upload before is answered; a second later if the user has
 * used up its uploads. For one thread.
 */
final class Uploader implements Attack.Act, AutoCloseable {

    private static final int RECORDS = 50;
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final HostileUser user;
    private final Duration late;
    private @Nullable RawSocket socket;

    /** @param late how late the records are */
    Uploader(HostileUser user, Duration late) {
        this.user = user;
        this.late = late;
    }

    @Override
    public void run() throws IOException {
        if (upload(late).contains("\"refused\"")) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Uploads records that are not late. */
    void prepare(int uploads) throws IOException {
        for (int i = 0; i < uploads; i++) {
            upload(Duration.ZERO);
        }
    }

    private String upload(Duration age) throws IOException {
        RawSocket open = socket == null ? greeted() : socket;
        socket = null;
        open.send(user.upload(RECORDS, age));
        String answer = open.receiveUntil("\"accepted\"", "\"refused\"");
        socket = open;
        return answer;
    }

    private RawSocket greeted() throws IOException {
        RawSocket opened = user.greeting();
        opened.receiveUntil("\"welcome\"");
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
