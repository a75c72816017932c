package org.synchrotron.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.client.Execution;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.MovePoints;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.it.todos.WriteNote;
import org.synchrotron.log.Outcome;

/**
 * Sixteen devices of the sixteen members of a project that work at the same time, on two nodes, with todos that all of them
 * change. Half of the devices are online. The others have worked offline, by clocks that are days behind, and connect one after the other.
 */
final class BusyDevices implements AutoCloseable {

    private static final int PROJECTS = 1;
    private static final int MEMBERS = 16;
    private static final int TODOS = 3;
    private static final int OFFLINE_RECORDS = 5;
    private static final Duration LONG_AGO = Duration.ofDays(60);
    /** Only against hanging: writers of one audience may have to try again often. */
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final long seed;
    private final List<World> projects = new ArrayList<>();
    private final List<Work> all = new ArrayList<>();

    /**
     * Makes the todos, and gives them to all devices.
     *
     * @param nodes the nodes, to which the devices connect in turn
     * @param seed decides what the devices do
     */
    BusyDevices(List<URI> nodes, long seed) {
        this.seed = seed;
        for (int i = 0; i < PROJECTS; i++) {
            World project = new World(nodes.get(i % nodes.size()));
            projects.add(project);
            List<String> todos = todos(project);
            for (int j = 0; j < MEMBERS; j++) {
                Device device = project.member("user" + j, nodes.get(j % nodes.size()));
                all.add(new Work(
                        project, todos, device, j >= MEMBERS / 2, new Random(1_000 * seed + (long) i * MEMBERS + j)));
            }
        }
        all.forEach(Work::begin);
    }

    private static List<String> todos(World project) {
        Device first = project.member("first").lagging(LONG_AGO).online();
        List<String> todos = new ArrayList<>();
        for (int i = 0; i < TODOS; i++) {
            todos.add(first.<String>does(project.todo("todo " + i)).result());
        }
        first.awaitSynced();
        return todos;
    }

    /** Lets all work for so long. Then all must have the server's rows, the server each record once, and the todos all points. */
    void work(Duration time) throws Exception {
        long begin = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                Work work = all.get(i);
                long connecting = begin + time.toNanos() * (i + 1) / (all.size() + 1);
                running.add(threads.submit(() -> work.run(connecting, begin + time.toNanos())));
            }
            for (Future<?> each : running) {
                each.get(time.plus(TIMEOUT).toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        all.forEach(Work::awaitOutcomes);
        all.forEach(work -> work.device.awaitSameAsServer());
        verify();
    }

    private void verify() {
        List<String> users = all.stream().map(work -> work.device.user()).toList();
        assertThat(ServerDatabase.recordsOf(users))
                .as("each record once, seed %d", seed)
                .isEqualTo(all.stream().mapToLong(work -> work.records.size()).sum());
        for (World project : projects) {
            List<Work> members =
                    all.stream().filter(work -> work.project == project).toList();
            long points = members.stream().mapToLong(work -> work.points).sum();
            assertThat(members)
                    .as("all points, seed %d", seed)
                    .allSatisfy(work -> assertThat(work.pointsSeen()).isEqualTo(points));
        }
    }

    @Override
    public void close() {
        projects.forEach(World::close);
    }

    /** What one device does, on a thread of its own. */
    private static final class Work {

        private final World project;
        private final List<String> todos;
        private final Device device;
        private final boolean late;
        private final Random chance;
        private final List<Execution<?>> records = new ArrayList<>();
        private long points;

        Work(World project, List<String> todos, Device device, boolean late, Random chance) {
            this.project = project;
            this.todos = todos;
            this.device = device;
            this.late = late;
            this.chance = chance;
        }

        /** The device receives the todos. By the clock of one that is late, this was days ago, and it has received nothing since. */
        void begin() {
            if (late) {
                device.lagging(Duration.ofDays(1L + chance.nextInt(30)));
            }
            device.online();
            Await.until(device.user() + " has the todos", () -> device.rows().size() == TODOS);
            if (late) {
                device.offline();
            }
        }

        void run(long connecting, long end) {
            if (late) {
                for (int i = 0; i < OFFLINE_RECORDS; i++) {
                    act();
                }
                Await.until("it is time to connect", TIMEOUT, () -> System.nanoTime() >= connecting);
                device.online();
            }
            while (System.nanoTime() < end) {
                outcome(act());
            }
        }

        /** Executes some action. One that is refused is not recorded, and the next is tried. */
        private Execution<?> act() {
            while (true) {
                try {
                    Execution<?> done = some();
                    records.add(done);
                    return done;
                } catch (ActionRejected refused) {
                    assertThat(refused.code()).isEqualTo("not-enough");
                }
            }
        }

        private Execution<?> some() {
            String todo = todos.get(chance.nextInt(TODOS));
            int number = 1 + chance.nextInt(9);
            return switch (chance.nextInt(8)) {
                case 0 -> device.does(new RenameTodo.Args(todo, "by " + device.user()));
                case 1 -> device.does(project.todo("another"));
                case 2 -> device.does(new WriteNote.Args("note", "of " + device.user()));
                case 3, 4 -> device.does(new MovePoints.Args(todo, todos.get(chance.nextInt(TODOS)), number));
                default -> add(todo, number);
            };
        }

        private Execution<?> add(String todo, int number) {
            Execution<?> done = device.does(new AddPoints.Args(todo, number));
            points += number;
            return done;
        }

        void awaitOutcomes() {
            records.forEach(Work::outcome);
        }

        private static Outcome outcome(Execution<?> execution) {
            try {
                return execution.confirmation().toCompletableFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("no outcome of " + execution.actionId(), e);
            }
        }

        long pointsSeen() {
            return device.rows().stream()
                    .mapToLong(row -> (long) row.getOrDefault("points", 0L))
                    .sum();
        }
    }
}
