package org.synchrotron.server.inspect;

import jakarta.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.AuditTrail;

/**
 * Writes what was refused to the server's log: one line for each event, as names with values, such as {@code event="upload-refused" user="ann"
 * code="id-taken"}. It gets no arguments, tokens or values of rows. One user causes so many lines per minute, and all together so many; of the others
 * only their number is written. Thread-safe.
 */
public final class AuditLog implements AuditTrail {

    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** Lines per minute. */
    static final int OF_ONE = 60;

    /** The same, of all together. */
    static final int IN_ALL = 1_000;

    /** No user's name: those have no U+0000. */
    private static final String OTHERS = "\0";

    /** A value comes from outside. */
    private static final int LONGEST = 200;

    private final LongSupplier nanos;
    private final Consumer<String> lines;
    private final Map<String, Integer> ofUser = new HashMap<>();
    private long begun;
    private int written;

    /**
     * Writes to the logger of this class, at level WARNING.
     *
     * @param nanos the time, with any origin
     */
    public AuditLog(LongSupplier nanos) {
        this(nanos, line -> LOG.log(System.Logger.Level.WARNING, line));
    }

    /**
     * @param nanos the time, with any origin
     * @param lines takes the lines
     */
    public AuditLog(LongSupplier nanos, Consumer<String> lines) {
        this.nanos = nanos;
        this.lines = lines;
        this.begun = nanos.getAsLong();
    }

    @Override
    public synchronized void tell(String event, String user, @Nullable Object... more) {
        long now = nanos.getAsLong();
        if (now - begun >= MINUTE) {
            summarize();
            begun = now;
        }
        // No more users are told apart than lines are written: who invents names costs no memory.
        String counted = ofUser.size() < IN_ALL || ofUser.containsKey(user) ? user : OTHERS;
        if (ofUser.merge(counted, 1, Integer::sum) <= OF_ONE && written < IN_ALL) {
            written++;
            lines.accept(line(event, user, more));
        }
    }

    /** Writes how many lines of the past minute were left out. */
    private void summarize() {
        int all = ofUser.values().stream().mapToInt(Integer::intValue).sum();
        if (all > written) {
            long users = ofUser.values().stream().filter(each -> each > OF_ONE).count();
            lines.accept("event=\"lines-left-out\" lines=" + (all - written) + " users=" + users);
        }
        ofUser.clear();
        written = 0;
    }

    private static String line(String event, String user, @Nullable Object... more) {
        List<String> pairs = new ArrayList<>(List.of("event=" + quoted(event), "user=" + quoted(user)));
        for (int i = 0; i + 1 < more.length; i += 2) {
            Object value = more[i + 1];
            if (value != null) {
                pairs.add(more[i] + "=" + quoted(value.toString()));
            }
        }
        return String.join(" ", pairs);
    }

    /** {@return the value as a string of JSON: on one line, and without quotes that end it} */
    private static String quoted(String value) {
        return Json.createValue(value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…")
                .toString();
    }
}
