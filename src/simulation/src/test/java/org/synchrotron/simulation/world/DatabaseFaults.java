package org.synchrotron.simulation.world;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.schedule.Step;
import org.synchrotron.simulation.server.Postgres;

/** What somebody does to the server's database beside the server. */
final class DatabaseFaults {

    private final Postgres postgres;
    private final ServerView server;

    DatabaseFaults(Postgres postgres, ServerView server) {
        this.postgres = postgres;
        this.server = server;
    }

    void changeRole(String user, boolean held) {
        postgres.changeRole(user, held);
        server.changeRole(user, held);
    }

    void failWrite(Step.FailedWrite step) {
        postgres.failWrite(step.writes(), step.fault().state());
    }

    /** Spoils the arguments of a base record, unless the log is too short. */
    void spoil(int back) {
        record(back, entry -> !entry.isCorrection()).ifPresent(id -> {
            postgres.spoil(id);
            server.spoil(id);
        });
    }

    /** Asks for the withdrawal of a record, unless the log is too short. */
    void withdraw(int back) {
        record(back, entry -> !entry.isCorrection() && !entry.isMigration()).ifPresent(postgres::withdraw);
    }

    private Optional<String> record(int back, Predicate<Entry> among) {
        List<String> ids = server.log().stream()
                .filter(entry -> among.test(entry) && !server.removed().contains(entry))
                .map(Entry::id)
                .toList();
        return back < ids.size() ? Optional.of(ids.get(ids.size() - 1 - back)) : Optional.empty();
    }

    /** Ends all that ends; a spoiled record remains one. */
    void heal() {
        postgres.failWrite(0, "");
        server.lostRoles().forEach(user -> changeRole(user, true));
    }
}
