package org.synchrotron.server.announce.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.access.token.InvalidToken.Reason;
import org.synchrotron.server.access.token.OneKey;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.access.token.TokenVerifier;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.announce.AccessListener;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.DatabaseListeners;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.announce.WithdrawalListener;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestTokens;
import org.synchrotron.server.log.LogReplacedListener;
import org.synchrotron.server.log.RevocationTable;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.SessionLimits;

/** Revocations and lost roles, from a statement in PostgreSQL to two nodes. */
@Timeout(120)
class RevocationLoopTest extends ServerTest {

    private static final String ROLE = "revocation_test_clerk";

    /** What the issue promises, less the second until the next look of a session. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final List<NotificationLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() throws Exception {
        loops.forEach(NotificationLoop::stop);
        for (Thread each : threads) {
            each.join(60_000);
        }
        server.database.administer("drop role if exists " + ROLE);
    }

    private TokenVerifier node() {
        RevokedAccess revoked = new RevokedAccess();
        NotificationLoop loop = new NotificationLoop(
                server.database::connect,
                TestDatabase.KEY,
                new DatabaseListeners(
                        new CommitListener(new OpenSessions(SessionLimits.DEFAULT), LogReplacedListener.NONE),
                        new MembershipListener(
                                new OpenSessions(SessionLimits.DEFAULT),
                                () -> 0,
                                MembershipListener.DEFAULT_INTERVAL,
                                System::nanoTime),
                        new AccessListener(revoked, List.of("synchrotron_user", ROLE), System::nanoTime),
                        new WithdrawalListener(() -> {}, Runnable::run, System::nanoTime)),
                this::thread,
                Set.of());
        loops.add(loop);
        loop.start();
        return new TokenVerifier(
                OneKey.secret("a secret of the tests, of 32 bytes"),
                TestTokens.RULES,
                revoked,
                System::currentTimeMillis);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        return thread;
    }

    private static VerifiedToken token(String user, String role, String id) {
        long now = System.currentTimeMillis();
        return new VerifiedToken(new Caller(new UserId(user), role), now - 1_000, now + 3_600_000, id);
    }

    @Test
    void allNodesLearnOfRevocationsWithinSeconds() throws Exception {
        server.database.administer("select synchrotron.revoke_token('old')");
        List<TokenVerifier> nodes = List.of(node(), node());
        VerifiedToken ann = token("ann", "synchrotron_user", "t1");
        VerifiedToken bob = token("bob", "synchrotron_user", "t2");
        for (TokenVerifier each : nodes) {
            await(each, token("eve", "synchrotron_user", "old"), Reason.REVOKED, Duration.ofSeconds(30));
            await(each, ann, null, LIMIT);
        }

        server.database.administer("select synchrotron.revoke_user('ann')");
        server.database.transaction(sql -> RoleScope.asEngine(sql, () -> {
            new RevocationTable(sql).revokeToken("t2");
            return sql;
        }));
        for (TokenVerifier each : nodes) {
            await(each, ann, Reason.REVOKED, LIMIT);
            await(each, bob, Reason.REVOKED, LIMIT);
        }
        VerifiedToken later = new VerifiedToken(
                ann.caller(), System.currentTimeMillis() + 1_000, System.currentTimeMillis() + 60_000, "t3");
        assertThat(nodes.get(0).objection(later)).isEmpty();

        server.database.administer("delete from synchrotron.revocations where user_id = 'ann'");
        await(nodes.get(1), ann, null, LIMIT);
    }

    @Test
    void aLostRoleIsNoticedWithinSeconds() throws Exception {
        server.database.administer("create role " + ROLE + " nologin");
        server.database.administer("grant " + ROLE + " to synchrotron_login");
        TokenVerifier node = node();
        VerifiedToken clerk = token("ann", ROLE, "t1");
        await(node, clerk, null, Duration.ofSeconds(30));

        server.database.administer("drop role " + ROLE);
        await(node, clerk, Reason.LOST_ROLE, LIMIT);
        assertThat(node.objection(token("ann", "synchrotron_user", "t1"))).isEmpty();
    }

    @Test
    void oldRevocationsAreForgotten() throws Exception {
        server.database.administer("insert into synchrotron.revocations (user_id, revoked_at) values"
                + " ('ann', now() - interval '32 days'), ('bob', now() - interval '30 days')");
        server.database.administer("select synchrotron.revoke_token('t1')");
        RevokedAccess.Known known = server.database.transaction(
                sql -> RoleScope.asEngine(sql, () -> new RevocationTable(sql).known(Set.of())));
        assertThat(known.users()).containsOnlyKeys("bob");
        assertThat(known.tokens()).containsExactly("t1");
    }

    @Test
    void usersMayNeitherReadNorRevoke() {
        for (String statement :
                List.of("select * from synchrotron.revocations", "select synchrotron.revoke_user('bob')")) {
            assertThatThrownBy(() -> server.database.transaction(
                            sql -> RoleScope.as(new Caller(new UserId("ann"), "synchrotron_user"), sql, () -> {
                                sql.execute(statement);
                                return sql;
                            })))
                    .hasMessageContaining("permission denied");
        }
    }

    private static void await(TokenVerifier node, VerifiedToken token, @Nullable Reason reason, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<Reason> last;
        do {
            last = node.objection(token).map(InvalidToken::reason);
            Thread.onSpinWait();
        } while (!last.equals(Optional.ofNullable(reason)) && System.nanoTime() < deadline);
        assertThat(last).isEqualTo(Optional.ofNullable(reason));
    }
}
