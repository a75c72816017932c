package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.it.todos.WriteNote;

/** Memberships change while devices are connected. They are in a table that is not tracked, so that no record tells of them. */
interface ChangedMemberships {

    World world();

    @Test
    default void whoIsGivenAnAudienceWhileOnlineHasItsRowsWithinSeconds() {
        Device ann = world().member("ann").online();
        Device eve = world().outsider("eve").online().awaitSynced();
        String todo = ann.<String>does(world().todo("before")).result();
        ann.awaitSynced();
        String note = eve.<String>does(new WriteNote.Args("diary", "hers")).result();
        eve.awaitSynced();
        assertThat(eve.has(todo)).isFalse();

        ServerDatabase.members(world().project(), eve.user());
        Await.until("eve has the rows of the project", () -> eve.has(todo));
        assertThat(eve.has(note)).isTrue();
        ann.does(new RenameTodo.Args(todo, "after"));
        Await.until("eve has what happens then", () -> eve.text(todo).equals("after"));
        eve.awaitSynced().awaitSameAsServer();
    }

    @Test
    default void whoLosesAnAudienceWhileOnlineLosesItsRowsWithinSeconds() {
        Device ann = world().member("ann").online();
        Device bob = world().member("bob").online();
        String todo = ann.<String>does(world().todo("shared")).result();
        Await.until("bob has it", () -> bob.has(todo));

        ServerDatabase.noMember(world().project(), bob.user());
        Await.until("bob's device no longer holds it", () -> !bob.has(todo));
        ann.does(new RenameTodo.Args(todo, "without bob"));
        ann.awaitSynced();
        ServerDatabase.members(world().project(), bob.user());
        Await.until(
                "bob is back, and nothing is missing",
                () -> bob.has(todo) && bob.text(todo).equals("without bob"));
        bob.awaitSynced().awaitSameAsServer();
    }

    @Test
    default void outAndInAgainLeavesNoHole() {
        Device ann = world().member("ann").online();
        Device bob = world().member("bob").online();
        String first = ann.<String>does(world().todo("first")).result();
        Await.until("bob has the first", () -> bob.has(first));
        for (int i = 0; i < 10; i++) {
            ServerDatabase.noMember(world().project(), bob.user());
            ann.does(world().todo("meanwhile " + UUID.randomUUID()));
            ann.awaitSynced();
            ServerDatabase.members(world().project(), bob.user());
        }
        Await.until("bob has all of them", () -> bob.rows().size() == 11);
        bob.awaitSynced().awaitSameAsServer();
    }

    @Test
    default void pendingWorkOnALostAudienceIsQuarantinedAtTheNextContact() {
        Device ann = world().member("ann").online();
        Device bob = world().member("bob").online();
        ServerDatabase.members(world().project() + "-of-others", bob.user());
        String todo = ann.<String>does(world().todo("shared")).result();
        Await.until("bob has it", () -> bob.has(todo));
        bob.offline();
        bob.does(new RenameTodo.Args(todo, "bob's"));
        bob.does(new WriteNote.Args("diary", "his own"));
        ServerDatabase.noMember(world().project(), bob.user());
        bob.online();

        Await.until(
                "bob's work on it is quarantined",
                () -> !bob.client().quarantined().isEmpty());
        assertThat(bob.client().quarantined())
                .singleElement()
                .satisfies(each -> assertThat(each.code()).isEqualTo("audience-lost"));
        bob.awaitSynced();
        assertThat(bob.has(todo)).isFalse();
        assertThat(bob.rows()).hasSize(1);
    }
}
