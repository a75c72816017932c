package org.synchrotron.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.UserId;

/** Makes the messages of row deliveries, and of audiences, from the fields of their JSON. */
final class RowMessages {

    private RowMessages() {}

    static ServerMessage audiences(WireObject audiences) {
        return new ServerMessage.Audiences(
                audiences.text("userId", UserId::new),
                Set.copyOf(audiences.texts("gained")),
                Set.copyOf(audiences.texts("lost")));
    }

    static ServerMessage start(WireObject rows) {
        return new RowsMessage.RowsStart(
                rows.text("userId", UserId::new),
                delivery(rows),
                audiencesDigest(rows),
                rows.count("after"),
                scope(rows.part("whole")),
                rows.count("expected"),
                rows.flag("resumed"));
    }

    /** {@return the message without its rows} */
    static ServerMessage present(WireObject rows) {
        return new RowsMessage.RowsPresent(
                delivery(rows),
                rows.count("part"),
                rows.text("table"),
                rows.texts("columns"),
                "",
                rows.optionalText("resume", ResumePoint::new));
    }

    static ServerMessage gone(WireObject gone) {
        return new RowsMessage.RowsGone(
                delivery(gone),
                gone.count("part"),
                gone.text("table"),
                gone.texts("ids"),
                gone.optionalText("resume", ResumePoint::new));
    }

    static ServerMessage outcomes(WireObject outcomes) {
        return new RowsMessage.RowsOutcomes(
                delivery(outcomes), outcomes.count("part"), MessageReader.outcomes(outcomes));
    }

    static ServerMessage end(WireObject end) {
        return new RowsMessage.RowsEnd(
                delivery(end),
                end.count("part"),
                end.count("upTo"),
                end.text("cursor", Cursor::new),
                clock(end.part("base")));
    }

    static AudiencesDigest audiencesDigest(WireObject message) {
        return message.text("audiences", AudiencesDigest::new);
    }

    private static RowDeliveryId delivery(WireObject message) {
        return message.text("delivery", RowDeliveryId::new);
    }

    static RowScope scope(WireObject scope) {
        return new RowScope(scope.flag("all"), Set.copyOf(scope.texts("audiences")), Set.copyOf(scope.texts("tables")));
    }

    static @Nullable HybridTimestamp optionalClock(WireObject message, String field) {
        WireObject clock = message.optionalPart(field);
        return clock == null ? null : clock(clock);
    }

    private static HybridTimestamp clock(WireObject clock) {
        return new HybridTimestamp(clock.count("timeMs"), clock.count("counter"));
    }
}
