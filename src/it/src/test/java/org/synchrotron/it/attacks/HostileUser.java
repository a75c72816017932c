package org.synchrotron.it.attacks;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.it.kit.RawSocket;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.EffectClaim;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.UploadedRecord;

/** A user with a valid token and a project of their own, and the messages of their devices. Thread-safe. */
final class HostileUser {

    /** The argument of {@link #upload} that a test replaces by a hostile one. */
    static final String TEXT = "\"text\":\"harmless\"";

    private static final int LARGE = 1 << 18;
    private static final int LARGE_RECORDS = 40;

    private static final MessageCodec CODEC = new MessageCodec();

    private final AtomicLong counter = new AtomicLong();
    private final String name = "mallory-" + UUID.randomUUID();
    private final String project = "project-of-" + name;
    private final URI server;

    HostileUser(URI server) {
        this.server = server;
        ServerDatabase.members(project, name);
    }

    String name() {
        return name;
    }

    /** {@return an open connection on which nothing was sent} */
    RawSocket open() throws IOException {
        return RawSocket.open(server, Tokens.of(name), RawSocket.WIDE);
    }

    /** {@return a connection that asks for everything; what it does not read blocks the server} */
    RawSocket notReading() throws IOException {
        RawSocket opened = RawSocket.open(server, Tokens.of(name), RawSocket.NARROW);
        opened.send(hello());
        return opened;
    }

    /** {@return a connection whose hello was sent; the answer is not read} */
    RawSocket greeting() throws IOException {
        RawSocket opened = open();
        opened.send(hello());
        return opened;
    }

    /** {@return the hello of a device with an empty file} */
    String hello() {
        return CODEC.write(ClientMessage.Hello.of(device(), null, ReplicaReport.NOTHING));
    }

    /** {@return an upload of one record that creates a todo} */
    String upload() {
        return upload(1, Duration.ZERO);
    }

    /**
     * {@return an upload of so many records, each of which creates a todo}
     *
     * @param late how late they are
     */
    String upload(int records, Duration late) {
        List<UploadedRecord> uploaded = Stream.generate(() -> creation(late))
                .limit(records)
                .map(record -> new UploadedRecord(record, new EffectClaim.Changes(List.of())))
                .toList();
        return CODEC.write(new ClientMessage.Upload(counter.incrementAndGet(), uploaded));
    }

    private ActionRecord creation(Duration late) {
        long number = counter.incrementAndGet();
        long time = System.currentTimeMillis() - late.toMillis();
        return new ActionRecord(
                ActionId.of(UUID.randomUUID()),
                "create_todo_v1",
                new UserId(name),
                device(),
                new HybridTimestamp(time, number),
                Json.createObjectBuilder()
                        .add("projectId", project)
                        .add("key", "key" + number)
                        .add("text", "harmless")
                        .add("timestamp", time)
                        .build(),
                Instant.ofEpochMilli(time));
    }

    /**
     * Fills the log with more for this user than fits into the buffers of a connection. The server rejects such long texts, but
     * their records are in the log.
     */
    void fillLog() throws IOException {
        String large = "\"text\":\"" + "x".repeat(LARGE) + "\"";
        try (RawSocket socket = greeting()) {
            socket.receiveUntil("\"welcome\"");
            for (int i = 0; i < LARGE_RECORDS; i++) {
                socket.send(upload().replace(TEXT, large));
                socket.receiveUntil("\"accepted\"");
            }
        }
    }

    private ClientId device() {
        return new ClientId(name + "-1");
    }
}
