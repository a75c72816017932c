package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.session.UploadTurns.Waiting;

/** The order in which uploads have their turn. */
class UploadTurnsTest {

    private final UploadTurns turns = new UploadTurns();

    private Waiting add(String user, long number) {
        Upload upload = new Upload(TestServer.caller(user), new ClientId(user + "-1"), 0, List.of(), 0);
        return add(upload, number, false);
    }

    private Waiting costly(String user, long number) {
        Upload upload = new Upload(TestServer.caller(user), new ClientId(user + "-1"), 0, List.of(), 0);
        return add(upload, number, true);
    }

    private Waiting add(Upload upload, long number, boolean isCostly) {
        Waiting waiting = new Waiting(number, upload, isCostly, answer -> {});
        turns.add(waiting);
        return waiting;
    }

    private List<Long> rest() {
        List<Long> numbers = new ArrayList<>();
        for (Waiting next = turns.next(); next != null; next = turns.next()) {
            numbers.add(next.uploadId());
        }
        return numbers;
    }

    @Test
    void noneWaits() {
        assertThat(turns.next()).isNull();
    }

    @Test
    void usersTakeTurns() {
        add("ann", 1);
        add("ann", 2);
        add("ann", 3);
        add("bob", 4);
        add("cid", 5);
        add("bob", 6);
        assertThat(rest()).containsExactly(1L, 4L, 5L, 2L, 6L, 3L);
    }

    @Test
    void whoseLateUploadsCostMuchHaveEveryFourthTurn() {
        costly("ann", 1);
        costly("bob", 2);
        costly("ann", 3);
        for (long number = 4; number <= 11; number++) {
            add("cid", number);
        }
        assertThat(rest()).containsExactly(4L, 5L, 6L, 1L, 7L, 8L, 9L, 2L, 10L, 11L, 3L);
    }

    @Test
    void joinHasTheSameOrder() {
        costly("ann", 1);
        add("cid", 2);
        assertThat(turns.join(upload -> true)).extracting(Waiting::uploadId).containsExactly(2L, 1L);
    }

    @Test
    void anUploadThatIsTakenBackHasNone() {
        add("ann", 1);
        Waiting second = add("ann", 2);
        Waiting other = add("bob", 3);
        assertThat(turns.remove(second)).isTrue();
        assertThat(turns.remove(other)).isTrue();
        assertThat(rest()).containsExactly(1L);
        assertThat(turns.remove(second)).isFalse();
    }
}
