package org.synchrotron.server.accept;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.Footprint.Declared;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.RowKeys;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.ReplayStep;
import org.synchrotron.server.materialize.RunResult;

/**
 * Which new records may run, and with which audiences (rule 12). A record is denied if an audience that its action declares is not in
 * its author's grant, or, without a declaration, an audience that it wrote on its author's device. Immutable.
 *
 * @param steps the records that may run
 * @param audiences their audiences, by record
 * @param denied the results of the others, by record
 */
record Admission(
        List<ReplayStep> steps, Map<ActionId, AudienceSets> audiences, Map<ActionId, RunResult.Rejected> denied) {

    /** {@return the admission of these records} */
    static Admission of(List<NewRecord> records, Materializer materializer, Handle sql) {
        FootprintTable table = new FootprintTable(sql);
        List<NewRecord> bases =
                records.stream().filter(each -> each.record().isBase()).toList();
        Map<NewRecord, Set<String>> wanted = new LinkedHashMap<>();
        bases.forEach(record -> wanted.put(record, wanted(record, materializer)));
        Map<Grantee, Set<String>> outside = outside(wanted, table);
        Map<ActionId, RunResult.Rejected> denied = new HashMap<>();
        wanted.forEach((record, audiences) -> audiences.stream()
                .filter(outside.getOrDefault(record.author(), Set.of())::contains)
                .findFirst()
                .ifPresent(audience -> denied.put(record.record().id(), denied(record, audience))));
        List<NewRecord> admitted = bases.stream()
                .filter(each -> !denied.containsKey(each.record().id()))
                .toList();
        return admitted(admitted, denied, table);
    }

    /**
     * {@return the rows that the records name, by record; the others name none}
     *
     * @param strayed records that wrote another row than those
     */
    Map<ActionId, RowKeys> rows(Set<ActionId> strayed) {
        return steps.stream()
                .filter(step ->
                        !step.rows().areAll() && !strayed.contains(step.record().id()))
                .collect(Collectors.toMap(step -> step.record().id(), ReplayStep::rows));
    }

    /** The records of an upload have one author and few grants. */
    private static Map<Grantee, Set<String>> outside(Map<NewRecord, Set<String>> wanted, FootprintTable table) {
        Map<Grantee, Set<String>> audiences = new HashMap<>();
        wanted.forEach((record, some) -> audiences
                .computeIfAbsent(record.author(), author -> new HashSet<>())
                .addAll(some));
        audiences.replaceAll((author, some) -> table.outside(some, author));
        return audiences;
    }

    private static Set<String> wanted(NewRecord record, Materializer materializer) {
        if (record.footprint().audiences() instanceof Declared some) {
            return new TreeSet<>(some.reads());
        }
        return materializer.knows(record.record().tag()) ? new TreeSet<>(record.written()) : Set.of();
    }

    private static RunResult.Rejected denied(NewRecord record, String audience) {
        String verb = record.footprint().audiences() instanceof Declared ? " declares" : " wrote";
        String sentence =
                record.record().tag() + verb + " the audience " + audience + ", which its author does not have";
        String code = Refusal.ACCESS_DENIED.text();
        return new RunResult.Rejected(Outcome.rejected(code, sentence), new ActionRejected(code, sentence));
    }

    private static Admission admitted(
            List<NewRecord> records, Map<ActionId, RunResult.Rejected> denied, FootprintTable table) {
        List<Set<String>> sets = new ArrayList<>();
        for (NewRecord each : records) {
            if (each.footprint().audiences() instanceof Declared some) {
                sets.add(some.reads());
                sets.add(some.writes());
            }
        }
        Map<Set<String>, Long> ids = table.ids(sets);
        List<ReplayStep> steps = new ArrayList<>();
        Map<ActionId, AudienceSets> audiences = new HashMap<>();
        for (NewRecord each : records) {
            AudienceSets own = each.footprint().audiences() instanceof Declared some
                    ? new AudienceSets(ids.getOrDefault(some.reads(), 0L), ids.getOrDefault(some.writes(), 0L))
                    : AudienceSets.of(each.author());
            steps.add(each.step(own));
            audiences.put(each.record().id(), own);
        }
        return new Admission(steps, audiences, denied);
    }
}
