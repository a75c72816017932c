package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.LogHead;

@DisplayName("An upload shares the commit of another one")
class SharedCommitLimitsTest {

    private static final LogHead EMPTY = new LogHead(0, null, null);

    private static LogEntry entry(long offset) {
        ActionRecord record = new ActionRecord(
                ActionId.of(UUID.randomUUID()),
                "create_v1",
                new UserId("ann"),
                new ClientId("ann-1"),
                new HybridTimestamp(TestServer.NOW + offset, 1),
                Json.createObjectBuilder()
                        .add("timestamp", TestServer.NOW + offset)
                        .build(),
                Instant.ofEpochMilli(TestServer.NOW + offset));
        return new LogEntry(record, null, List.of());
    }

    private static Upload upload(int records, long characters) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            entries.add(entry(i));
        }
        return upload(entries, characters);
    }

    private static Upload upload(List<LogEntry> entries, long characters) {
        return new Upload(
                TestServer.caller("ann"), new ClientId("ann-1"), 0, UploadedRecord.withChanges(entries), characters);
    }

    @Test
    void ifItIsSmall() {
        assertThat(new SharedCommit(upload(1, 500), EMPTY).admits(upload(8, 500)))
                .isTrue();
        assertThat(new SharedCommit(upload(1, 500), EMPTY).admits(upload(9, 500)))
                .isFalse();
        assertThat(new SharedCommit(upload(1, 500), EMPTY).admits(upload(1, 100_000)))
                .isFalse();
    }

    @Test
    void ifThatIsSmall() {
        assertThat(new SharedCommit(upload(9, 500), EMPTY).admits(upload(1, 500)))
                .isFalse();
    }

    @Test
    void ifAllTogetherHaveFiftyRecordsAtMost() {
        SharedCommit commit = new SharedCommit(upload(8, 500), EMPTY);
        for (int i = 0; i < 5; i++) {
            assertThat(commit.admits(upload(8, 500))).isTrue();
        }
        assertThat(commit.admits(upload(3, 500))).isFalse();
        assertThat(commit.admits(upload(1, 500)))
                .as("no upload passes another one")
                .isFalse();
    }

    @Test
    void ifAllTogetherAreNotLong() {
        SharedCommit commit = new SharedCommit(upload(1, 60_000), EMPTY);
        int admitted = 1;
        while (commit.admits(upload(1, 60_000))) {
            admitted++;
        }
        assertThat(admitted).isEqualTo(17);
    }

    @Test
    void ifItIsNotLateByMuch() {
        LogHead head = new LogHead(7, ReplayKey.of(entry(0).record()), null);
        assertThat(new SharedCommit(upload(1, 500), head).admits(upload(List.of(entry(-9_000)), 500)))
                .isTrue();
        assertThat(new SharedCommit(upload(1, 500), head).admits(upload(List.of(entry(-11_000)), 500)))
                .isFalse();
    }
}
