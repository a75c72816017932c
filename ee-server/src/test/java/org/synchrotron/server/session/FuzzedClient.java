package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.protocol.UploadedRecord;

/** The client's end of a session: sends any text, or behaves well, and checks what it gets. */
final class FuzzedClient {

    /** More deliveries than any input can fill. */
    private static final int MOST_DELIVERIES = 20;

    private final SyncSession session;
    private final RecordedChannel channel;
    private final MessageCodec codec;

    FuzzedClient(SyncSession session, RecordedChannel channel, MessageCodec codec) {
        this.session = session;
        this.channel = channel;
        this.codec = codec;
    }

    /** Sends a text. Whatever it is, the session answers it, ends, or has reason to be silent. */
    void send(String text) {
        boolean listening = session.isListening();
        int before = channel.sent().size();
        session.text(text);
        if (!listening) {
            assertThat(channel.sent()).hasSize(before);
        } else if (!isMessage(text)) {
            assertThat(session.isListening())
                    .as("still listening after no message")
                    .isFalse();
            assertThat(channel.closed()).hasSize(1);
            assertThat(last()).isInstanceOf(ServerMessage.Refused.class);
        } else if (!(codec.readFromClient(text) instanceof ClientMessage.Received)) {
            assertThat(channel.sent()).as("answers").hasSizeGreaterThan(before);
        }
    }

    private boolean isMessage(String text) {
        try {
            codec.readFromClient(text);
            return true;
        } catch (MalformedMessage e) {
            return false;
        }
    }

    /** Connects with an empty file and receives everything. */
    void receiveAll(ClientId device) {
        session.text(codec.write(ClientMessage.Hello.of(device, null, ReplicaReport.NOTHING)));
        long head = messages(Welcome.class).findFirst().orElseThrow().head();
        for (int i = 0; i < MOST_DELIVERIES && cursor() < head; i++) {
            session.text(codec.write(ClientMessage.Received.upTo(cursor())));
        }
        assertThat(cursor()).as("received, of " + head).isEqualTo(head);
    }

    /** Uploads a record, which the server must accept. */
    void uploads(LogEntry entry) {
        session.text(codec.write(new ClientMessage.Upload(1, UploadedRecord.withChanges(List.of(entry)))));
        assertThat(messages(Accepted.class)).as("answer: " + last()).hasSize(1);
    }

    /** Checks that a client can read whatever the server has sent. */
    void readsAll() {
        assertThat(messages(ServerMessage.class)).hasSameSizeAs(channel.sent());
    }

    void ends() {
        session.ended();
    }

    private long cursor() {
        return messages(Delivery.class).mapToLong(Delivery::upTo).max().orElse(0);
    }

    private ServerMessage last() {
        return codec.readFromServer(channel.sent().get(channel.sent().size() - 1));
    }

    private <M extends ServerMessage> Stream<M> messages(Class<M> type) {
        return channel.sent().stream()
                .map(codec::readFromServer)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
