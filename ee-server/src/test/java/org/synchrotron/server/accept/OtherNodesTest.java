package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.NodeTable;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.RunPrevented;

@DisplayName("An action whose code only another node has")
class OtherNodesTest extends ServerTest {

    private static final String NEWER = "newer_v1";
    private static final String LIVE = "select l.objid from pg_locks l join pg_database d on d.oid = l.database"
            + " where l.locktype = 'advisory' and l.objsubid = 2 and d.datname = current_database()";

    @Test
    void waitsAsLongAsThatNodeIsAlive() throws SQLException {
        LogEntry newer = ann.unknown(0, NEWER);
        whileAlive(NEWER, () -> {
            assertThat(refusal(ann.send(newer)))
                    .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.UNAVAILABLE))
                    .satisfies(no -> assertThat(no.message()).contains(NEWER, "another node"));
            assertThat(log("_tag")).isEmpty();
        });
        assertThat(refusal(ann.send(newer)).code()).isEqualTo(Refusal.UNKNOWN_ACTION);
    }

    @Test
    void isNoReasonToWaitIfItIsRetired() throws SQLException {
        whileAlive("paint_v1", () -> {
            LogEntry paint = ann.unknown(0, "paint_v1");
            assertThat(outcome(ann.send(paint), paint)).isEqualTo(Outcome.APPLIED);
        });
    }

    @Test
    void holdsUpLateRecordsBeforeItsOwn() throws SQLException {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        ann.receive();
        ann.sync(ann.unknown(5_000, "paint_v1"));
        LogEntry add = bob.at(1_000, new Add.Args("a", 2));

        whileAlive("paint_v1", () -> {
            assertThatThrownBy(() -> withoutRetired(bob.upload(add)))
                    .isInstanceOf(RunPrevented.class)
                    .hasMessageContaining("paint_v1");
            assertThat(values("x")).containsExactly("(1)");
        });
        assertThat(withoutRetired(bob.upload(add))).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(3)");
    }

    /** {@return the answer of a node that does not list the retired action} */
    private UploadAnswer withoutRetired(Upload upload) {
        UploadAcceptance acceptance = new UploadAcceptance(
                new Materializer(ItemActions.catalogue(), server.arguments()),
                AcceptSettings.DEFAULT,
                () -> TestServer.NOW,
                () -> ActionId.of(UUID.randomUUID()));
        return server.database.transaction(sql -> acceptance.accept(upload, sql));
    }

    /** Does this while another node has the code of the action. PostgreSQL ends a connection a moment after it is closed. */
    private void whileAlive(String tag, Runnable work) throws SQLException {
        try (Connection node = server.database.connect();
                Handle sql = PostgresSql.open(node, TestDatabase.KEY)) {
            node.setAutoCommit(true);
            RoleScope.dedicateToEngine(sql);
            new NodeTable(sql).announce(Set.of(tag, "create_v1"));
            work.run();
        }
        for (int i = 0; i < 1_000 && !server.database.rows(LIVE).isEmpty(); i++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(server.database.rows(LIVE)).isEmpty();
    }
}
