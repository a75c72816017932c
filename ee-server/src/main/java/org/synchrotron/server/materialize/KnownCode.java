package org.synchrotron.server.materialize;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.log.NodeTable;

/**
 * Which nodes have the code of an action. During a deployment they differ: what a record does must not depend on the node that runs it. Where
 * another node has code that this one lacks, the work waits for it. Retired actions need no code. Immutable.
 *
 * @param retired the tags whose records are taken by their row changes if there is no code
 */
record KnownCode(ActionCatalogue actions, Set<String> retired) {

    KnownCode {
        retired = Set.copyOf(retired);
    }

    boolean isHere(String tag) {
        return actions.byTag(tag).isPresent();
    }

    /** {@return whether a live node has the code of the tag, and this one lacks and needs it} The transaction is in the engine's scope. */
    boolean isElsewhere(String tag, Handle sql) {
        return isLacking(tag) && new NodeTable(sql).announced(Set.of(tag)).isPresent();
    }

    /**
     * Makes sure that no other node would run the steps otherwise.
     *
     * @throws RunPrevented if a live node has code that this one lacks
     */
    void require(Collection<ReplayStep> steps, Handle sql) {
        Map<String, ActionRecord> lacking = steps.stream()
                .map(ReplayStep::record)
                .filter(record -> record.isBase() && isLacking(record.tag()))
                .collect(Collectors.toMap(ActionRecord::tag, Function.identity(), (one, another) -> one));
        if (lacking.isEmpty()) {
            return;
        }
        new NodeTable(sql).announced(lacking.keySet()).map(lacking::get).ifPresent(record -> {
            throw new RunPrevented(record, "another node has its code, and this one does not");
        });
    }

    private boolean isLacking(String tag) {
        return !isHere(tag) && !retired.contains(tag);
    }
}
