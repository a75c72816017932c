package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.ClientBuilder;
import org.synchrotron.client.Execution;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.LabelTodo;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.log.Outcome;

/** A tracked table gets a column, and a table is added, while the server runs, devices are online, and others are out. */
interface GrowingSchema {

    World world();

    @Test
    default void reachesEachDeviceWhenItsProgramHasGrown() {
        Device ann = world().member("ann").online();
        Device bob = world().member("bob").online();
        Device cid = world().member("cid").lagging(Duration.ofHours(2)).online();
        Execution<String> created = ann.does(world().todo("milk"));
        String milk = created.result();
        Device.outcomeOf(created);
        bob.awaitSameAsServer();
        cid.awaitSameAsServer();
        cid.offline();
        Execution<?> late = cid.does(new RenameTodo.Args(milk, "cid's milk"));

        ServerDatabase.migrate("classpath:db/grown");

        bob.running(GrowingSchema::grown).online();
        Execution<?> labelled = bob.does(new LabelTodo.Args(milk, world().project(), "red", "urgent"));
        assertThat(Device.outcomeOf(labelled).kind()).isEqualTo(Outcome.Kind.APPLIED);
        Execution<?> renamed = ann.does(new RenameTodo.Args(milk, "ann's milk"));
        assertThat(Device.outcomeOf(renamed).kind()).isEqualTo(Outcome.Kind.APPLIED);
        cid.online();
        assertThat(Device.outcomeOf(late).kind()).isEqualTo(Outcome.Kind.APPLIED);
        List<Device> all = List.of(ann, bob, cid);
        all.forEach(Device::awaitSameAsServer);
        assertThat(cid.text(milk)).isEqualTo("ann's milk");
        assertThat(all).allSatisfy(device -> assertThat(device.problems()).isEmpty());

        ann.running(GrowingSchema::grown);
        assertThat(ann.client().status().awaitsRows()).isTrue();
        ann.online();
        cid.running(GrowingSchema::grown);
        cid.does(new RenameTodo.Args(milk, "soy milk"));
        cid.online();
        Device dan = world().member("dan").running(GrowingSchema::grown).online();
        for (Device device : List.of(ann, bob, cid, dan)) {
            device.awaitSameAsServer();
            Await.until(
                    device.user() + " has what was added", () -> labels(device).contains("red urgent"));
        }
    }

    /** The later program, which knows what was added. */
    private static ClientBuilder grown(ClientBuilder program) {
        return program.schema("alter table todos add column colour text not null default 'white'")
                .schema("create table labels (id text primary key not null, todo_id text not null references todos,"
                        + " audience_key text not null, text text not null)")
                .track("labels")
                .action(new LabelTodo());
    }

    private static List<String> labels(Device device) {
        return device.client()
                .read(sql -> sql.createQuery(
                                "select colour || ' ' || labels.text from todos join labels on todo_id = todos.id")
                        .mapTo(String.class)
                        .list());
    }
}
