package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions.Create;

@DisplayName("A client id belongs to the first user and file")
class ClientIdTest extends SessionKit {

    @Test
    void thatSaysTheNumberOfItsLastWelcome() {
        long first = welcome(0).welcomes();
        assertThat(welcome(first).welcomes()).isGreaterThan(first);
    }

    @Test
    void whichMayHaveLostWelcomes() {
        assertThat(welcome(0).welcomes()).isEqualTo(1);
        assertThat(welcome(0).welcomes()).isEqualTo(2);
        assertThat(welcome(2).welcomes()).isEqualTo(3);
        assertThat(welcome(2).welcomes()).isEqualTo(4);
        assertThat(welcome(4).welcomes()).isEqualTo(5);
    }

    @Test
    void andNotToACopy() {
        long copied = welcome(welcome(0).welcomes()).welcomes();
        long next = welcome(copied).welcomes();
        next = welcome(next).welcomes();

        refused(hello("ann", copied));
        assertThat(welcome(next).welcomes()).isGreaterThan(next);
    }

    @Test
    void andNotToTheFileOfWhichACopyCameFirst() {
        long copied = welcome(welcome(0).welcomes()).welcomes();
        long ofFile = welcome(copied).welcomes();
        long ofCopy = welcome(copied).welcomes();

        refused(hello("ann", ofFile));
        assertThat(welcome(ofCopy).welcomes()).isGreaterThan(ofCopy);
    }

    @Test
    void andNotToANewFile() {
        welcome(welcome(0).welcomes());

        refused(hello("ann", 0));
    }

    @Test
    void andNotToAnotherUser() {
        welcome(0);

        refused(hello("bob", 0));
    }

    @Test
    void unlessTheDatabaseWasRestored() {
        welcome(0);

        assertThat(welcome(70).welcomes()).isEqualTo(71);
    }

    @Test
    void untilItIsReleased() {
        welcome(welcome(0).welcomes());
        server.database.administer("select synchrotron.release_client('till-1')");

        assertThat(welcome(0).welcomes()).isEqualTo(1);
    }

    @Test
    void andLearnsWhenTheLogBegins() {
        assertThat(welcome(0).logStartMs()).isNull();
        ann.send(ann.at(700, new Create.Args("i1", "p", 1)));
        ann.send(ann.at(300, new Create.Args("i2", "p", 1)));

        assertThat(welcome(0).logStartMs())
                .isEqualTo(TestNode.of(server.database)
                        .transaction(sql -> RoleScope.asEngine(
                                sql,
                                () -> sql.createQuery("select min(clock_time_ms) from synchrotron.action_records")
                                        .mapTo(Long.class)
                                        .one())));
    }

    private Welcome welcome(long confirmed) {
        Guest guest = hello("ann", confirmed);
        guest.ends();
        return (Welcome) TestNode.CODEC.readFromServer(guest.channel.sent().get(0));
    }

    private static void refused(Guest guest) {
        assertThat(guest.last()).contains(Refusal.CLIENT_TAKEN.text(), "till-1");
        assertThat(guest.channel.closed()).containsExactly(CloseCode.REFUSED);
    }

    private Guest hello(String user, long confirmed) {
        Guest guest = guest(user);
        guest.say(new Hello(
                ProtocolVersion.CURRENT,
                new ClientId("till-1"),
                null,
                null,
                true,
                ReplicaReport.NOTHING,
                confirmed,
                null,
                null,
                false));
        return guest;
    }
}
