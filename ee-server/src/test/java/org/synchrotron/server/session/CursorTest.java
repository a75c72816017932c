package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.log.LogPosition;

@DisplayName("A hello with a cursor")
class CursorTest extends SessionKit {

    @ParameterizedTest
    @ValueSource(strings = {"x", ":", "other:0", ":0", "other:99999999999999999999", "1"})
    void ofAnotherServerEndsTheConnection(String cursor) {
        Guest other = guest("ann");

        other.say(Hello.of(new ClientId("till-1"), new Cursor(cursor), ReplicaReport.NOTHING));

        assertThat(other.last()).contains(Refusal.OTHER_SERVER.text());
        assertThat(other.channel.closed()).containsExactly(CloseCode.REFUSED);
    }

    @Test
    void ofThisServerContinuesThere() {
        ann.send(ann.at(0, new Create.Args("i1", "p", 1)));
        Guest back = guest("ann");

        back.say(Hello.of(new ClientId("till-1"), new Cursor(position(1)), ReplicaReport.NOTHING));
        assertThat(back.last()).contains("\"after\":1", "\"actions\":[]");

        Guest ahead = guest("ann");
        ahead.say(Hello.of(new ClientId("till-2"), new Cursor(position(2)), ReplicaReport.NOTHING));
        assertThat(ahead.last()).contains(Refusal.OTHER_SERVER.text(), "ends at 2");
    }

    private String position(long ingestId) {
        return TestNode.of(server.database)
                .transaction(sql -> RoleScope.asEngine(sql, () -> LogPosition.head(sql)))
                .at(ingestId)
                .cursor()
                .text();
    }
}
