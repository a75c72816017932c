package org.synchrotron.server.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Received;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.kit.ServerTest;

/** The base of tests of sessions on virtual threads and time, with a real database. */
abstract class SessionKit extends ServerTest {

    static final SessionLimits LIMITS = new SessionLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(300),
            Duration.ofSeconds(120),
            Duration.ofSeconds(300),
            Duration.ofSeconds(60),
            3,
            4,
            5,
            2);

    final VirtualThreads threads = new VirtualThreads();
    final TestNode node = new TestNode(threads, LIMITS, TestNode.of(server.database));

    /** One client of the node. */
    final class Guest {

        final RecordedChannel channel = new RecordedChannel();
        final Conversation session;
        private final ClientId client;

        Guest(String user, TestNode host) {
            this(user, opened -> host.open(opened, user));
        }

        Guest(String user, Function<Channel, Conversation> opening) {
            client = new ClientId("till-of-" + user);
            session = opening.apply(channel);
            threads.run();
        }

        void say(ClientMessage message) {
            session.part(TestNode.CODEC.write(message), true);
            threads.run();
        }

        Guest hello() {
            say(Hello.of(client, null, ReplicaReport.NOTHING));
            return this;
        }

        void upload(long id) {
            say(new Upload(id, List.of()));
        }

        void received(long cursor) {
            say(Received.upTo(cursor));
        }

        void begin() {
            session.part("{\"type\":", false);
            threads.run();
        }

        boolean isListening() {
            return session instanceof SyncSession open && open.isListening();
        }

        /** {@return the types of the messages that it was sent} */
        List<String> types() {
            return channel.sent().stream()
                    .map(text -> text.substring(9, text.indexOf('"', 9)))
                    .toList();
        }

        /** {@return the last message that it was sent} */
        String last() {
            return channel.sent().get(channel.sent().size() - 1);
        }

        void ends() {
            session.ended();
        }
    }

    Guest guest(String user) {
        return new Guest(user, node);
    }

    List<Guest> guests(String user, int number) {
        List<Guest> all = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            all.add(guest(user));
        }
        return all;
    }

    /** {@return the first message of this type that the client was sent} */
    static <T extends ServerMessage> T sent(Guest guest, Class<T> type) {
        return guest.channel.sent().stream()
                .map(TestNode.CODEC::readFromServer)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + guest.types()));
    }

    void seconds(long seconds) {
        threads.pass(Duration.ofSeconds(seconds));
    }
}
