package org.synchrotron.simulation.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.synchrotron.simulation.actions.Open;
import org.synchrotron.simulation.network.Forger;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.Fold;
import org.synchrotron.simulation.oracle.Replay;
import org.synchrotron.simulation.oracle.Rows;

/** The rules that hold on the server after every commit. */
public final class ServerRules {

    private static final String SERVER = "server";

    private final ServerView server;
    private final Set<String> rejectedUnknown = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();
    private int checkedRecords;

    public ServerRules(ServerView server) {
        this.server = server;
    }

    /** Checks all rules except {@link #newRejectedRecordsHaveNoEffects}. */
    public void check() {
        Replay replay = Replay.of(server.log(), server.keptEffects());
        foldEqualsTables();
        tablesEqualOneReplay(replay);
        forgedEffectsAreNotBelieved();
        clientsMakeNoCorrections();
        ingestIdsHaveNoGaps();
        rejectionsFollowReplayOrder(replay);
        rejectedUnknownActionsStayRejected();
        withdrawnRecordsStayWithdrawn();
        sumNeverChanges(server, server.rows(), SERVER);
    }

    /** Rule 4: the fold of the known effects equals the tables. */
    void foldEqualsTables() {
        Rule.THE_LOG_STAYS_TRUE.requireNone(
                Fold.ofKnown(server.log()).differences(server.rows(), Set.of()), "fold against tables");
    }

    /** Rule 1: the tables equal one run of every record, in replay order, under its grant and its further views. */
    void tablesEqualOneReplay(Replay replay) {
        Rule.ONE_ORDER.requireNone(
                replay.rows().differences(server.rows(), server.impureColumns()), "one replay against tables");
    }

    /** Rule 3: the server ignores the uploaded effects of records that it can run. */
    void forgedEffectsAreNotBelieved() {
        String mark = Integer.toString(Forger.MARK);
        List<Entry> believed = server.log().stream()
                .filter(entry -> entry.changes().stream()
                        .anyMatch(change -> change.cells().containsValue(mark)))
                .toList();
        Rule.THE_SERVER_RUNS_THE_LOGIC.requireNone(believed, "forged effects");
    }

    /** Rule 7: clients contribute nothing to what the server runs. */
    void clientsMakeNoCorrections() {
        Rule.HIDDEN_ROWS.requireNone(
                server.log().stream().filter(Entry::isCorrectionOfClient).toList(), "corrections of clients");
    }

    /** Rule 8: ingest ids have no gaps. */
    void ingestIdsHaveNoGaps() {
        long expected = 0;
        for (Entry entry : server.log()) {
            expected++;
            if (entry.ingestId() == null || entry.ingestId() != expected) {
                throw new BrokenRule(
                        Rule.NOTHING_LOST_NOTHING_TWICE,
                        "ingest id is " + entry.ingestId() + ", expected " + expected,
                        null);
            }
        }
    }

    /** Rule 9: which records are rejected, and why, follows from their places in the replay order. */
    void rejectionsFollowReplayOrder(Replay replay) {
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
     * Rule 9: a record that is rejected when it is accepted into the log has no effects. Must be called after every commit: a
     * record that is rejected later, if only by another upload of the same commit, keeps its effects, and a correction undoes them.
     */
    public void newRejectedRecordsHaveNoEffects() {
        List<Entry> added = server.log().subList(checkedRecords, server.log().size());
        Set<String> turned = added.stream()
                .flatMap(entry -> entry.changedOutcomes().stream())
                .collect(Collectors.toSet());
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(
                added.stream()
                        .filter(entry ->
                                entry.isRejected() && !entry.changes().isEmpty() && !turned.contains(entry.id()))
                        .toList(),
                "rejected with effects");
        checkedRecords = server.log().size();
    }

    /** The server has lost the end of its log. */
    public void restored() {
        checkedRecords = Math.min(checkedRecords, server.log().size());
        rejectedUnknown.clear();
    }

    /** Rule 9: the server cannot run an unknown action again, so a rejected record of one stays rejected. */
    void rejectedUnknownActionsStayRejected() {
        server.log().stream()
                .filter(entry -> !entry.isCorrection() && !entry.isRunByServer() && entry.isRejected())
                .forEach(entry -> rejectedUnknown.add(entry.id()));
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(
                server.log().stream()
                        .filter(entry ->
                                rejectedUnknown.contains(entry.id()) && !entry.isRejected() && !entry.isWithdrawn())
                        .map(Entry::identity)
                        .toList(),
                "unknown actions whose rejection was changed");
    }

    /** Rule 9: no later run brings a withdrawn record back; that it has no effects follows from the replay. */
    void withdrawnRecordsStayWithdrawn() {
        server.log().stream().filter(Entry::isWithdrawn).forEach(entry -> withdrawn.add(entry.id()));
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(
                server.log().stream()
                        .filter(entry -> withdrawn.contains(entry.id()) && !entry.isWithdrawn())
                        .map(Entry::identity)
                        .toList(),
                "withdrawn records that came back");
    }

    /** Money moves between accounts of one audience only. A transfer that keeps its known effects sets balances, and moves nothing. */
    static void sumNeverChanges(ServerView server, Rows rows, String where) {
        if (server.keptEffects().isPossible()) {
            return;
        }
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
