package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.it.todos.WriteNote;
import org.synchrotron.log.Outcome;

/** A device never has data that its user may not see. */
interface Privacy {

    World world();

    @Test
    default void privateNoteNeverReachesAnotherUsersFile() {
        String secret = "secret-" + UUID.randomUUID();
        String shared = "shared-" + UUID.randomUUID();
        Device ann = world().member("ann").online().awaitSynced();
        Device tablet = world().another(ann).online().awaitSynced();
        Device bob = world().member("bob").online().awaitSynced();

        String note = ann.<String>does(new WriteNote.Args("diary", secret)).result();
        String todo = ann.<String>does(world().todo(shared)).result();
        Await.until("bob has what ann did after her note", () -> bob.has(todo));
        Await.until("ann's other device has both", () -> tablet.has(note) && tablet.has(todo));

        bob.awaitSameAsServer();
        assertThat(bob.has(note)).isFalse();
        assertThat(bob.holdsOnDisk(secret)).isFalse();
        assertThat(bob.holdsOnDisk(shared)).isTrue();
        assertThat(tablet.holdsOnDisk(secret)).isTrue();
    }

    @Test
    default void outsiderReceivesNothingOfTheProject() {
        String shared = "shared-" + UUID.randomUUID();
        Device ann = world().member("ann");
        Device eve = world().outsider("eve").online().awaitSynced();
        String todo = ann.<String>does(world().todo(shared)).result();
        ann.does(new RenameTodo.Args(todo, shared + " again"));
        ann.online().awaitSynced();

        // Once her own record is accepted, she has received everything before it.
        eve.does(new WriteNote.Args("diary", "nothing here"));
        eve.awaitSynced();
        eve.awaitSameAsServer();
        assertThat(eve.rows()).hasSize(1);
        assertThat(eve.holdsOnDisk(shared)).isFalse();
    }

    @Test
    default void outsiderCannotWriteIntoTheProject() {
        Device ann = world().member("ann").online().awaitSynced();
        Device eve = world().outsider("eve");
        var intrusion = eve.<String>does(world().todo("from outside"));
        eve.online();

        assertThat(Device.outcomeOf(intrusion).kind()).isEqualTo(Outcome.Kind.REJECTED);
        String todo = ann.<String>does(world().todo("from inside")).result();
        ann.awaitSynced();
        ann.awaitSameAsServer();
        eve.awaitSameAsServer();
        assertThat(ann.rows()).hasSize(1);
        assertThat(ann.has(todo)).isTrue();
        assertThat(eve.rows()).isEmpty();
    }
}
