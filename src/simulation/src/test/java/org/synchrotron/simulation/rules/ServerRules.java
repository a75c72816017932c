package org.synchrotron.simulation.rules;

import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Open;
import org.synchrotron.simulation.network.Forger;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.Fold;
import org.synchrotron.simulation.oracle.Replay;
import org.synchrotron.simulation.oracle.Rows;

/** What holds on the server after every commit. */
public final class ServerRules {

    private static final String SERVER = "server";

    private final ServerView server;
    private final Set<String> rejectedUnknown = new HashSet<>();
    private int seen;

    public ServerRules(ServerView server) {
        this.server = server;
    }

    /** Checks all but {@link #rejectedRecordsDoNothing}. */
    public void check() {
        Replay replay = Replay.of(server.log());
        logIsTrue();
        tablesAreOneReplay(replay);
        nothingForgedCounts();
        clientsCorrectHiddenRowsOnly();
        arrivalHasNoGaps();
        outcomesAreDecidedByTheOrder(replay);
        whatWasRejectedUnseenStaysRejected();
        sumNeverChanges(server.rows(), SERVER);
    }

    /** Rule 4: folding the known effects gives the tables. */
    void logIsTrue() {
        Rule.THE_LOG_STAYS_TRUE.requireNone(
                Fold.ofKnown(server.log()).differences(server.rows(), Set.of()), "fold against tables");
    }

    /** Rule 1: the tables are what running every record once, in replay order, under its author's view gives. */
    void tablesAreOneReplay(Replay replay) {
        Rule.ONE_ORDER.requireNone(
                replay.rows().differences(server.rows(), server.impureColumns()), "one replay against tables");
    }

    /** Rule 3: of records that the server can run, uploaded effects are not believed. */
    void nothingForgedCounts() {
        String mark = Integer.toString(Forger.MARK);
        List<Entry> believed = server.log().stream()
                .filter(entry -> entry.changes().stream()
                        .anyMatch(change -> change.cells().containsValue(mark)))
                .toList();
        Rule.THE_SERVER_RUNS_THE_LOGIC.requireNone(believed, "forged effects");
    }

    /** Rule 7: of a client's correction only rows are taken that an author of the corrected records could not see. */
    void clientsCorrectHiddenRowsOnly() {
        Map<String, String> authors = server.log().stream().collect(Collectors.toMap(Entry::id, Entry::user));
        List<Change> open = new ArrayList<>();
        for (Entry correction : server.log()) {
            if (correction.isCorrectionOfClient()) {
                Set<String> corrected = correction.args().getJsonArray("appliedActionIds").stream()
                        .map(id -> authors.get(((JsonString) id).getString()))
                        .collect(Collectors.toSet());
                correction.changes().stream()
                        .filter(change -> corrected.stream()
                                .allMatch(author ->
                                        author == null || Audiences.of(author).contains(change.audience())))
                        .forEach(open::add);
            }
        }
        Rule.HIDDEN_ROWS.requireNone(open, "corrections of clients write rows that the authors see");
    }

    /** Rule 8: ingest ids are given without gaps. */
    void arrivalHasNoGaps() {
        long expected = 0;
        for (Entry entry : server.log()) {
            expected++;
            if (entry.ingestId() == null || entry.ingestId() != expected) {
                throw new BrokenRule(
                        Rule.NOTHING_LOST_NOTHING_TWICE,
                        "ingest id " + entry.ingestId() + " comes in the place of " + expected,
                        null);
            }
        }
    }

    /** Rule 9: what is rejected, and why, follows from the record's place in the order. */
    void outcomesAreDecidedByTheOrder(Replay replay) {
        Map<String, String> rejections = new TreeMap<>();
        server.log().stream()
                .filter(entry -> entry.isRunByServer() && entry.isRejected())
                .forEach(entry -> rejections.put(entry.id(), String.valueOf(entry.code())));
        if (!rejections.equals(replay.refusals())) {
            throw new BrokenRule(
                    Rule.ONE_BAD_RECORD_BLOCKS_NOBODY,
                    "rejected are " + rejections + ", expected " + replay.refusals(),
                    null);
        }
    }

    /**
     * Rule 9: a record that comes in rejected is a no-op; to be asked after every commit. Of one that is turned later, a correction
     * takes the effects back.
     */
    public void rejectedRecordsDoNothing() {
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(
                server.log().subList(seen, server.log().size()).stream()
                        .filter(entry -> entry.isRejected() && !entry.changes().isEmpty())
                        .toList(),
                "rejected with effects");
        seen = server.log().size();
    }

    /** Rule 9: a record without code here does nothing else when it is applied again, so it is not said to. */
    void whatWasRejectedUnseenStaysRejected() {
        server.log().stream()
                .filter(entry -> !entry.isCorrection() && !entry.isRunByServer() && entry.isRejected())
                .forEach(entry -> rejectedUnknown.add(entry.id()));
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(
                server.log().stream()
                        .filter(entry -> rejectedUnknown.contains(entry.id()) && !entry.isRejected())
                        .map(Entry::identity)
                        .toList(),
                "was rejected and still does nothing, but is called otherwise");
    }

    /** Money moves between accounts of one audience only. */
    static void sumNeverChanges(Rows rows, String where) {
        Map<String, Long> wrong = new TreeMap<>();
        rows.byName().forEach((name, row) -> {
            if (name.startsWith("accounts/")) {
                wrong.merge(row.audience(), row.number("balance") - Open.OPENING_BALANCE, Long::sum);
            }
        });
        wrong.values().removeIf(difference -> difference == 0);
        Rule.THE_SUM.requireNone(wrong.entrySet(), where);
    }
}
