package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.CompleteTodo;

/** A device has rows before its program tracks their table. */
interface RowsBeforeTracking {

    World world();

    @Test
    default void areAdoptedAndReachTheServerAndOtherDevices() throws Exception {
        Device bob = world().member("bob").online().awaitSynced();
        String milk = UUID.randomUUID().toString();
        String bread = UUID.randomUUID().toString();
        Device ann = world().member("ann").havingBefore("""
                        insert into todos (id, project_id, key, text, done, points, changed_at) values
                        ('%1$s', '%2$s', 'k', 'milk', 0, 0, 'in May'), ('%3$s', '%2$s', 'l', 'bread', 1, 0, 'in June')
                        """.formatted(milk, world().project(), bread));
        assertThat(ann.has(milk)).isTrue();
        assertThat(ann.client().pending()).hasSize(2);
        ann.does(new CompleteTodo.Args(milk));

        ann.online().awaitSynced();
        Await.until("bob has both", () -> bob.has(milk) && bob.has(bread));
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(bob.row(milk)).containsEntry("state", "done");

        ann.switchOff();
        ann.switchOn();
        ann.online().awaitSameAsServer();
        assertThat(ann.client().status().unadopted()).isZero();
    }
}
