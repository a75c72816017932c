package org.synchrotron.simulation.rules;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.simulation.actions.Memberships;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.FileState;
import org.synchrotron.simulation.oracle.KeptEffects;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;

/** The server's log and tables as the superuser sees them, as they were at the last {@link #read}. Used by one thread. */
public final class ServerView {

    private static final String OUTCOMES = """
            select id::text || ' ' || outcome || ' ' || coalesce(outcome_code, '') from (
                select id, outcome, outcome_code, server_ingest_id from synchrotron.action_records
                union all select id, outcome, outcome_code, server_ingest_id from synchrotron.removed_records) r
            order by server_ingest_id""";

    private static final String VIEWS = "select record_id || ' ' || user_id from synchrotron.further_views";

    private static final String DUE = "select record_id::text from synchrotron.withdrawals where withdrawn_at is null";

    private final Connection superuser;
    private final Memberships memberships;
    private final List<Entry> log = new ArrayList<>();
    private final KeptEffects kept = new KeptEffects();
    private final ServerHistory history = new ServerHistory();
    private final Map<String, SortedMap<String, Set<String>>> views = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final RemovedEntries removed;
    private Rows rows = new Rows();
    private final Foundings foundings;
    private long formerGrants;
    private long beforeViews;

    /** @param memberships at present: those of new records become their grants, and those of new readers further views */
    public ServerView(Connection superuser, Memberships memberships) {
        this.superuser = superuser;
        this.memberships = memberships;
        this.foundings = new Foundings(memberships);
        this.removed = new RemovedEntries(superuser);
    }

    /** {@return the records that the server has removed from its log; here they stay in it} */
    public RemovedEntries removed() {
        return removed;
    }

    /** Reads the tables, new records, and all outcomes: records are written once, only their outcomes may change. */
    public void read() {
        int before = log.size();
        for (Entry entry : LogReader.ofServer(superuser, head())) {
            if (isAfterFormerGrant(entry)) {
                formerGrants++;
            }
            if (isBeforeViews(entry)) {
                beforeViews++;
            }
            log.add(foundings.granted(entry));
        }
        Set<String> changed = readOutcomes();
        changed.addAll(readViews());
        rows = LogReader.rowsOfServer(superuser);
        history.add(head(), rows, log);
        if (kept.isPossible()) {
            List<Entry> added = new ArrayList<>(log.subList(before, log.size()));
            log.stream().filter(entry -> changed.contains(entry.id())).forEach(added::add);
            kept.committed(log.subList(0, before), added, removed.applied());
        }
    }

    /** {@return the ids of the records that were withdrawn since the last time} */
    private Set<String> readOutcomes() {
        Set<String> withdrawn = new HashSet<>();
        List<String> outcomes = LogReader.texts(superuser, OUTCOMES);
        for (int i = 0; i < log.size() && i < outcomes.size(); i++) {
            String[] words = outcomes.get(i).split(" ", -1);
            Entry before = log.get(i);
            Entry now = before.withOutcome(words[1], words[2].isEmpty() ? null : words[2]);
            log.set(i, now);
            if (now.isWithdrawn() && !before.isWithdrawn()) {
                withdrawn.add(now.id());
                foundings.withdrawn(now);
            }
        }
        return withdrawn;
    }

    /**
     * The server says who has read past a record; what this user may see follows from the memberships at that moment.
     *
     * @return the ids of the records that have got a view since the last time
     */
    private Set<String> readViews() {
        Set<String> viewed = new HashSet<>();
        for (String view : LogReader.texts(superuser, VIEWS)) {
            String[] words = view.split(" ", -1);
            SortedMap<String, Set<String>> present = views.computeIfAbsent(words[0], id -> new TreeMap<>());
            if (!present.containsKey(words[1])) {
                present.put(words[1], memberships.of(words[1]));
                viewed.add(words[0]);
            }
        }
        log.replaceAll(entry -> views.containsKey(entry.id()) ? entry.with(views.get(entry.id())) : entry);
        return viewed;
    }

    private boolean isBeforeViews(Entry late) {
        return late.isRunByServer()
                && log.stream().anyMatch(entry -> !entry.views().isEmpty() && late.compareTo(entry) < 0);
    }

    /** Whether it is late, and a later record runs again although its author's memberships have changed. */
    private boolean isAfterFormerGrant(Entry late) {
        return late.isRunByServer()
                && log.stream()
                        .anyMatch(entry -> entry.isRunByServer()
                                && late.compareTo(entry) < 0
                                && !entry.grant().equals(memberships.of(entry.user())));
    }

    /** The database was restored: the end of the log, and later views and outcomes, are lost. */
    public void restored() {
        Set<String> left = Set.copyOf(LogReader.texts(superuser, "select id::text from synchrotron.action_records"));
        log.stream().map(Entry::id).filter(id -> !left.contains(id)).forEach(lost::add);
        log.removeIf(entry -> !left.contains(entry.id()));
        log.replaceAll(entry -> entry.with(Collections.emptySortedMap()));
        views.clear();
        history.lostAfter(head());
        read();
    }

    /** {@return the ids of records that were in the log before the database was restored} */
    Set<String> lost() {
        return lost;
    }

    /** The server's login has the database role of the user from now on, or does not have it. */
    public void changeRole(String user, boolean held) {
        kept.change(user, held, removed.applied());
    }

    /** The server cannot read the record from now on. */
    public void spoil(String record) {
        kept.spoil(record, removed.applied());
    }

    /** An upload arrived; if it is accepted, its records are the next ones. */
    public void uploaded(Upload upload) {
        foundings.uploaded(upload);
    }

    /** {@return the audiences that users have at present} */
    public Memberships memberships() {
        return memberships;
    }

    /** {@return how many records have worked in an audience that an earlier record of their upload founded} */
    public long workedInFounded() {
        return foundings.workedIn();
    }

    /** {@return the ids of the records whose withdrawal was asked for and is not carried out} */
    public List<String> dueWithdrawals() {
        return LogReader.texts(superuser, DUE);
    }

    /** {@return the users whose database role is lost} */
    public Set<String> lostRoles() {
        return kept.lost();
    }

    /** {@return which records keep their known effects} */
    public KeptEffects keptEffects() {
        return kept;
    }

    /** {@return how many records arrived before others, in replay order, whose authors' memberships had changed} */
    public long formerGrants() {
        return formerGrants;
    }

    /** {@return how many records arrived before others, in replay order, that other users had read under further views} */
    public long beforeViews() {
        return beforeViews;
    }

    /** {@return whether the user has a further view of this record} */
    boolean hasView(String record, String user) {
        return views.getOrDefault(record, Collections.emptySortedMap()).containsKey(user);
    }

    /** {@return what is left of the log, read from the database now; records that cannot be read are as they were} */
    public List<Entry> readAgain() {
        Map<String, Entry> before = log.stream().collect(Collectors.toMap(Entry::id, Function.identity()));
        return LogReader.ofServer(superuser, 0).stream()
                .map(entry -> again(entry, before.get(entry.id())))
                .toList();
    }

    private Entry again(Entry entry, @Nullable Entry before) {
        if (before != null && kept.unreadable().contains(entry.id())) {
            return before;
        }
        return (before == null ? entry : entry.sameAs(before))
                .with(views.getOrDefault(entry.id(), Collections.emptySortedMap()));
    }

    /** {@return the log in order of arrival} */
    public List<Entry> log() {
        return Collections.unmodifiableList(log);
    }

    /** {@return the rows of all tracked tables} */
    public Rows rows() {
        return rows;
    }

    /** {@return what the server held after each commit} */
    public ServerHistory history() {
        return history;
    }

    /** {@return the latest ingest id} */
    public long head() {
        return log.isEmpty() ? 0 : ingestId(log.get(log.size() - 1));
    }

    private static long ingestId(Entry entry) {
        return requireNonNull(entry.ingestId(), "the server has no pending records");
    }

    /** {@return whether a file lacks no row that its user may see, and the user may see no record after its cursor} */
    public boolean hasBroughtAll(String user, FileState file) {
        return file.isComplete(memberships.of(user))
                && visible(user).stream().noneMatch(entry -> ingestId(entry) > file.cursor());
    }

    /**
     * {@return the records that the user may see: own ones, those of visible rows, and those that change such a record's outcome}
     *
     */
    public List<Entry> visible(String user) {
        Set<String> audiences = memberships.of(user);
        Set<String> ids = log.stream()
                .filter(entry -> entry.isVisible(user, audiences))
                .map(Entry::id)
                .collect(Collectors.toSet());
        return log.stream()
                .filter(entry -> ids.contains(entry.id()) || !Collections.disjoint(entry.changedOutcomes(), ids))
                .toList();
    }

    /** {@return the ids of records that the user may see and that this log of a client lacks, because the server cannot read them} */
    Set<String> leftOut(String user, List<Entry> clientLog) {
        if (kept.unreadable().isEmpty()) {
            return Set.of();
        }
        Set<String> present = clientLog.stream()
                .filter(entry -> !entry.isPending())
                .map(Entry::id)
                .collect(Collectors.toSet());
        return visible(user).stream()
                .map(Entry::id)
                .filter(id -> kept.unreadable().contains(id) && !present.contains(id))
                .collect(Collectors.toSet());
    }

    /** {@return the columns that an impure action may have written: their values cannot be predicted} */
    public Set<String> impureColumns() {
        return log.stream().anyMatch(entry -> entry.tag().equals("impure_v1")) ? Set.of("t") : Set.of();
    }
}
