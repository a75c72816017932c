package org.synchrotron.it.attacks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;

/** Two well-behaved users of one project, on the attacked node: what one executes, the other one sees. */
final class Pair {

    private static final Duration PAUSE = Duration.ofNanos(200_000);

    private final Device ann;
    private final Device bob;
    private final String todo;

    Pair(World world) {
        ann = world.member("ann").online().awaitSynced();
        bob = world.member("bob").online().awaitSynced();
        todo = ann.<String>does(world.todo("beside the attack")).result();
        Await.until("bob has the todo", () -> bob.has(todo));
    }

    /**
     * Lets one execute an action and waits until the other one sees it.
     *
     * @return the time between
     */
    Duration deliver() {
        long start = System.nanoTime();
        ann.does(new AddPoints.Args(todo, 1));
        long expected = ann.points(todo);
        while (bob.points(todo) < expected) {
            if (System.nanoTime() - start > Await.TIMEOUT.toNanos()) {
                throw new AssertionError("nothing was delivered within " + Await.TIMEOUT);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
