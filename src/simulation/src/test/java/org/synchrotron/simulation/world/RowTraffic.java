package org.synchrotron.simulation.world;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Audiences;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.simulation.device.ClientProcess;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.FileState;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.world.Coverage.Point;

/** Counts the row deliveries that reach one client, the parts of its log that it cuts, and what it hears of its user's audiences. */
final class RowTraffic {

    /** How messages begin that are of interest; others are not read. */
    private static final String ROWS = "{\"type\":\"rows";

    private static final String WELCOME = "{\"type\":\"welcome\"";
    private static final String AUDIENCES = "{\"type\":\"audiences\"";

    private final MessageCodec codec;
    private final ServerView server;
    private final Coverage coverage;
    private @Nullable RowsStart present;
    private int parts;
    private Set<String> leftOut = Set.of();
    private boolean ended;
    private long baseTimeMs;

    /** @param coverage receives the counts */
    RowTraffic(MessageCodec codec, ServerView server, Coverage coverage) {
        this.codec = codec;
        this.server = server;
        this.coverage = coverage;
    }

    /** A message reached the client, which has not read it yet. */
    void heard(Device device, String text) {
        if (text.startsWith(ROWS) || text.startsWith(WELCOME) || text.startsWith(AUDIENCES)) {
            try {
                ServerMessage message = codec.readFromServer(text);
                device.process().ifPresent(process -> heard(device, process, message));
            } catch (MalformedMessage halfOfOne) {
                // The client does not read it either.
            }
        }
    }

    private void heard(Device device, ClientProcess process, ServerMessage message) {
        if (message instanceof Welcome welcome) {
            cutOff();
            compare(FileState.in(process.connection()).audiences(), welcome.audiences());
        } else if (message instanceof Audiences audiences) {
            coverage.count(Point.AUDIENCES_GAINED_ONLINE, audiences.gained().size());
            coverage.count(Point.AUDIENCES_LOST_ONLINE, audiences.lost().size());
        } else if (message instanceof RowsStart start) {
            cutOff();
            begun(device, process, start);
        } else if (message instanceof RowsPart) {
            parts++;
        } else if (message instanceof RowsEnd) {
            coverage.count(Point.ROWS_IN_PARTS, parts > 1 ? 1 : 0);
            coverage.count(Point.ROWS_UNDER_PENDING_WORK, process.replica().pendingCount() > 0 ? 1 : 0);
            present = null;
            ended = true;
        }
    }

    private void cutOff() {
        coverage.count(Point.ROWS_CUT_OFF, present == null ? 0 : 1);
        present = null;
    }

    private void compare(@Nullable Set<String> before, Set<String> now) {
        if (before != null) {
            coverage.count(Point.AUDIENCES_GAINED_OFFLINE, without(now, before));
            coverage.count(Point.AUDIENCES_LOST_OFFLINE, without(before, now));
        }
    }

    private static int without(Set<String> some, Set<String> others) {
        Set<String> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest.size();
    }

    private void begun(Device device, ClientProcess process, RowsStart start) {
        present = start;
        parts = 0;
        coverage.count(kind(start), 1);
        coverage.count(Point.ROWS_RESUMED, start.resumed() ? 1 : 0);
        FileState file = FileState.in(process.connection());
        boolean late = server.log().stream()
                .anyMatch(entry -> entry.ingestId() != null
                        && entry.ingestId() > start.after()
                        && !entry.client().equals(device.name())
                        && entry.isVisible(device.user(), file.held())
                        && file.isInBase(entry));
        coverage.count(Point.LATE_BELOW_THE_BASE, late ? 1 : 0);
        boolean pending = process.replica().pendingCount() > 0;
        coverage.count(Point.LATE_BELOW_THE_BASE_UNDER_PENDING_WORK, late && pending ? 1 : 0);
    }

    private static Point kind(RowsStart start) {
        if (start.after() == 0) {
            return Point.ROWS_AT_FIRST;
        }
        if (start.whole().all()) {
            return Point.ROWS_ALL_ANEW;
        }
        if (!start.whole().tables().isEmpty()) {
            return Point.ROWS_OF_CHANGED_TABLES;
        }
        return start.whole().comprisesNothing() ? Point.ROWS_TOUCHED : Point.ROWS_OF_AUDIENCES;
    }

    /** A step of the client ended. */
    void stepEnded(FileState file) {
        boolean cut = file.baseTimeMs() > baseTimeMs && !ended;
        coverage.count(Point.LOG_CUTS, cut ? 1 : 0);
        coverage.count(Point.ROWS_LEFT_OUT, without(file.leftOut(), leftOut));
        coverage.count(Point.ROWS_HELD_AGAIN, without(leftOut, file.leftOut()));
        leftOut = file.leftOut();
        baseTimeMs = file.baseTimeMs();
        ended = false;
    }

    /** The user has an audience again: if the client has not heard of its loss, it may miss what happened meanwhile. */
    void joined(ClientProcess process, String audience) {
        boolean unnoticed = FileState.in(process.connection()).mayHold(audience);
        coverage.count(Point.AUDIENCES_OUT_AND_IN, unnoticed ? 1 : 0);
    }
}
