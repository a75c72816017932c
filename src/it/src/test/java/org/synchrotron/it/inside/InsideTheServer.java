package org.synchrotron.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.synchrotron.it.todos.WriteNote;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.UserId;
import org.synchrotron.server.SyncActions;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LogReader;
import org.synchrotron.server.runtime.SyncDatabase;

/** What tests within the server's container use, like an application. */
abstract class InsideTheServer {

    static final Caller ANN = new Caller(new UserId("ann"), "synchrotron_user");
    static final Caller BOB = new Caller(new UserId("bob"), "synchrotron_user");

    static final int MORE_THAN_THE_POOL_SIZE = 8;

    @Inject
    SyncActions actions;

    @Inject
    SyncDatabase database;

    @Inject
    UserTransaction transaction;

    @Inject
    AcceptedRecords accepted;

    @Inject
    LogReader reader;

    void assertNoIdentityOn(Set<Integer> used) {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < MORE_THAN_THE_POOL_SIZE; i++) {
            Identity identity = database.transaction(Identity::of);
            assertThat(identity).matches(Identity::hasNoIdentity, "has neither role nor settings");
            seen.add(identity.connection());
        }
        assertThat(seen).as("connections of the pool that were used before").containsAnyElementsOf(used);
    }

    ActionId note(String text) {
        Objects.requireNonNull(actions.as(ANN.user()).<String>execute(new WriteNote.Args("key", text)));
        return accepted.latest();
    }

    List<String> notesSeenBy(Caller reader) {
        return database.transaction(sql -> RoleScope.as(
                reader,
                sql,
                () -> sql.createQuery("select text from notes")
                        .mapTo(String.class)
                        .list()));
    }
}
