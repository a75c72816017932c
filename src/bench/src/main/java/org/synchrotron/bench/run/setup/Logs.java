package org.synchrotron.bench.run.setup;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the databases with long logs, each once, and starts servers on copies of them. Real clients upload the first 200 records through
 * the product; SQL copies them up to the wanted length, after it has been checked that copies are like what the product stores. Use it
 * from one thread.
 */
public final class Logs {

    /** How long ago the first record of a log was made. Who is late is later than that. */
    public static final Duration AGE = Duration.ofDays(20);

    private static final Duration SPAN = Duration.ofDays(19);
    private static final int USERS = 100;
    /** What the product itself writes: each user's first record, then each user's second. */
    private static final int SEED = 2 * USERS;

    private final Laboratory laboratory;
    private final PrintStream progress;
    private final Set<String> made = new HashSet<>();

    /** @param progress is told what is made */
    public Logs(Laboratory laboratory, PrintStream progress) {
        this.laboratory = laboratory;
        this.progress = progress;
    }

    /** {@return a new server with a log of this many records, a multiple of 200} */
    public Site site(LogKind kind, long records) {
        String name = name(kind, records);
        if (records == SEED) {
            requireSeed(kind);
        } else if (made.add(name)) {
            make(kind, records, name);
        }
        return laboratory.site(name);
    }

    private static String name(LogKind kind, long records) {
        return "bench_" + kind.name().toLowerCase(Locale.ROOT) + "_" + records;
    }

    private void make(LogKind kind, long records, String name) {
        String seed = requireSeed(kind);
        progress.printf("making a log of %,d records (%s)%n", records, kind);
        laboratory.copy(seed, name);
        try (Admin admin = laboratory.admin(name)) {
            new LogCopies(admin, SEED).add(SEED, records / SEED - 1, start(), SPAN.toMillis());
            admin.execute("vacuum (analyze)");
        }
    }

    private String requireSeed(LogKind kind) {
        String seed = name(kind, SEED);
        if (made.add(seed)) {
            seed(kind, seed);
        }
        return seed;
    }

    private void seed(LogKind kind, String name) {
        progress.printf("making the first %d records through the product (%s)%n", SEED, kind);
        laboratory.copy(Laboratory.EMPTY, name);
        try (Admin admin = laboratory.admin(name)) {
            if (kind == LogKind.DECLARED) {
                admin.execute("insert into project_members select distinct 'shared', user_id from project_members"
                        + " where user_id like 'u%' or user_id = 'late'");
            }
        }
        upload(kind, name);
        check(name);
    }

    private void upload(LogKind kind, String name) {
        AtomicLong clock = new AtomicLong(start() - SEED);
        try (Site site = laboratory.serve(name, () -> {})) {
            List<Replica> users = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                users.add(site.replica("u" + i, clock::get));
                users.get(i).connect();
            }
            for (int record = 0; record < SEED; record++) {
                clock.incrementAndGet();
                int user = record % USERS;
                users.get(user).confirmed(users.get(user).newItem(kind, "p" + 3 * user));
            }
        }
    }

    /** Copies of the users' first records, and what the product stored for their second records, must be alike. */
    private void check(String seed) {
        String name = seed + "_check";
        laboratory.copy(seed, name);
        try (Admin admin = laboratory.admin(name)) {
            LogCopies copies = new LogCopies(admin, SEED);
            Map<String, Long> before = copies.contents();
            copies.add(USERS, 1, start(), SPAN.toMillis());
            Map<String, Long> after = copies.contents();
            before.replaceAll((line, twice) -> twice % 2 == 0 ? twice / 2 * 3 : -1);
            if (!after.equals(before)) {
                throw new IllegalStateException("copies differ from what the product stores; before, each twice: "
                        + before + "; after: " + after);
            }
        }
    }

    private long start() {
        return laboratory.machine().clock().millis() - AGE.toMillis();
    }
}
