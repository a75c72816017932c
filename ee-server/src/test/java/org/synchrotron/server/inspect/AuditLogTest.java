package org.synchrotron.server.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE;
    private final AuditLog audit = new AuditLog(() -> now, lines::add);

    @Test
    void anEventIsOneLineWhateverItsValuesHold() {
        audit.tell(
                "upload-refused",
                "ann \"x\"\nevent=\"forged\"",
                "code",
                "id-taken",
                "record",
                null,
                "tag",
                "a".repeat(999));
        assertThat(lines)
                .containsExactly(
                        "event=\"upload-refused\" user=\"ann \\\"x\\\"\\nevent=\\\"forged\\\"\" code=\"id-taken\" tag=\""
                                + "a".repeat(200) + "…\"");
    }

    @Test
    void aUserCausesSoManyLinesPerMinuteAndThenANumber() {
        for (int i = 0; i < 1_000_000; i++) {
            audit.tell("upload-refused", "mallory");
        }
        audit.tell("upload-refused", "ann");
        assertThat(lines).hasSize(AuditLog.OF_ONE + 1).last().asString().contains("ann");
        lines.clear();
        now += Duration.ofMinutes(1).toNanos();
        audit.tell("upload-refused", "mallory");
        assertThat(lines)
                .containsExactly(
                        "event=\"lines-left-out\" lines=" + (1_000_000 - AuditLog.OF_ONE) + " users=1",
                        "event=\"upload-refused\" user=\"mallory\"");
    }

    @Test
    void allTogetherCauseSoManyLinesPerMinute() {
        for (int i = 0; i < 5 * AuditLog.IN_ALL; i++) {
            audit.tell("token-refused", "192.0.2." + i);
        }
        assertThat(lines).hasSize(AuditLog.IN_ALL);
        now += Duration.ofMinutes(1).toNanos();
        audit.tell("token-refused", "192.0.2.1");
        assertThat(lines).hasSize(AuditLog.IN_ALL + 2);
    }
}
