package org.synchrotron.demo.run.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.input.Commit;

/**
 * All spells, in the order in which they end.
 *
 * <p>An author's spell begins with its first commit after the spell before has ended, and lasts a fixed time whatever else
 * the author does in it.
 */
public record Schedule(List<Spell> spells) {

    public Schedule {
        spells = List.copyOf(spells);
    }

    public static Schedule of(List<Commit> commits, Duration offline) {
        Map<String, List<Commit>> open = new HashMap<>();
        List<Spell> spells = new ArrayList<>();
        for (Commit commit : commits.stream().sorted(Commit.AS_AUTHORED).toList()) {
            List<Commit> present = open.get(commit.author());
            if (present == null || commit.authoredAt() >= end(present, offline)) {
                close(present, offline, spells);
                present = new ArrayList<>();
                open.put(commit.author(), present);
            }
            present.add(commit);
        }
        open.values().forEach(each -> close(each, offline, spells));
        spells.sort(Comparator.comparingLong(Spell::endsAt)
                .thenComparingLong(each -> each.commits().get(0).number()));
        return new Schedule(spells);
    }

    /** {@return who takes part, in the order in which they upload first} */
    public List<String> authors() {
        return spells.stream().map(Spell::author).distinct().toList();
    }

    /**
     * {@return everything that happens, in the order of the simulated time} Who goes online at the same moment as somebody goes
     * offline comes first. Who has uploaded stays online for as long as it was offline, and then goes home, unless it begins a
     * new spell before. Who is at home looks in now and then.
     */
    public List<Event> events() {
        Stream<Event> online = spells.stream().map(Event.GoesOnline::new);
        Stream<Event> home = spells.stream()
                .filter(this::endsInLeisure)
                .map(spell -> new Event.GoesHome(spell.author(), spell.homeAt()));
        Stream<Event> offline = spells.stream().map(Event.GoesOffline::new);
        List<Event> work = Stream.of(online, home, offline)
                .flatMap(each -> each)
                .sorted(Comparator.comparingLong(Event::at))
                .toList();
        return Visits.between(work, authors());
    }

    private boolean endsInLeisure(Spell spell) {
        return spells.stream()
                .filter(other -> other.author().equals(spell.author()))
                .noneMatch(other -> other.beginsAt() >= spell.endsAt() && other.beginsAt() <= spell.homeAt());
    }

    /**
     * {@return the number of commits that reach the server after one that was made later}
     */
    public int lateArrivals() {
        int late = 0;
        Commit latest = null;
        for (Spell spell : spells) {
            for (Commit commit : spell.commits()) {
                if (latest != null && Commit.AS_AUTHORED.compare(commit, latest) < 0) {
                    late++;
                } else {
                    latest = commit;
                }
            }
        }
        return late;
    }

    private static long end(List<Commit> spell, Duration offline) {
        return Math.addExact(spell.get(0).authoredAt(), offline.toMillis());
    }

    private static void close(@Nullable List<Commit> spell, Duration offline, List<Spell> into) {
        if (spell != null) {
            into.add(new Spell(spell.get(0).author(), end(spell, offline), spell));
        }
    }
}
