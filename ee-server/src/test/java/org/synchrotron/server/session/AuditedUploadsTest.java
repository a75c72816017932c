package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.inspect.AuditLog;
import org.synchrotron.server.kit.FaultyAction;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

/** What operators are told of uploads. */
class AuditedUploadsTest extends ServerTest {

    private final List<String> lines = new ArrayList<>();
    private final AuditLog audit = new AuditLog(() -> 0, lines::add);
    private final UploadLine line = new UploadLine(server, entry -> {}, new UploadRates(5, 100, () -> 0), audit);

    private static String end(LogEntry entry) {
        return "record=\"" + entry.record().id() + "\" tag=\"" + entry.record().tag() + "\"";
    }

    @Test
    void refusedDeniedRejectedAndSlowedOnesAreALineEachAndAcceptedOnesNone() {
        LogEntry unknown = bob.unknown(1, "never_v1");
        LogEntry denied = bob.at(2, new Create.Args("of-ann", "u:ann", 1));
        LogEntry rejected = bob.at(3, new Take.Args("none", 5));
        line.take(bob.upload(unknown));
        line.take(bob.upload(denied));
        line.take(bob.upload(rejected));
        line.take(bob.upload(bob.at(4, new Create.Args("b", "p", 1))));
        line.take(bob.upload(rejected));
        line.take(bob.upload(bob.at(5, new Create.Args("c", "p", 1))));
        String who = "user=\"bob\" client=\"bob-1\" code=";
        assertThat(lines)
                .containsExactly(
                        "event=\"upload-refused\" " + who + "\"unknown-action\" " + end(unknown),
                        "event=\"record-denied\" " + who + "\"access-denied\" " + end(denied),
                        "event=\"record-rejected\" " + who + "\"not-enough\" " + end(rejected),
                        "event=\"upload-slowed\" " + who + "\"busy\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "perform set_config('synchrotron.user_id', 'ann', true);",
                "perform set_config('synchrotron.proof', 'invented', true);",
                "perform synchrotron.open_scope('guessed');"
            })
    void anActionThatChangesItsScopeIsALine(String attack) {
        line.take(bob.upload(bob.at(1, new Create.Args("b", "p", 1))));
        FaultyAction.define(server.database, attack);
        LogEntry changing = bob.at(2, new FaultyAction.Args("b", 1, FaultyAction.Kind.PLAIN));
        line.take(bob.upload(changing));
        assertThat(lines)
                .containsExactly("event=\"record-denied\" user=\"bob\" client=\"bob-1\" code=\"access-denied\" "
                        + end(changing));
    }

    @Test
    void aFloodOfRefusalsDoesNotFillTheDisk() {
        UploadLine fast = new UploadLine(server, entry -> {}, UploadRates.unlimited(), audit);
        Replica mallory = new Replica(server, "mallory", "mallory-1");
        for (int i = 0; i < 300; i++) {
            fast.take(mallory.upload(mallory.unknown(i, "never_v1")));
        }
        assertThat(lines).hasSize(60);
    }
}
