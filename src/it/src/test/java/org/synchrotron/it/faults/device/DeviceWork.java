package org.synchrotron.it.faults.device;

import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.it.todos.WriteNote;

/** The work of a user who does not stop: one action after the other, on a thread of its own. Confined to the thread of commands. */
final class DeviceWork {

    private static final long PAUSE_NANOS = 100_000_000;

    private final DeviceClient client;
    private @Nullable Thread thread;

    DeviceWork(DeviceClient client) {
        this.client = client;
    }

    /** Begins. */
    void begin(long seed) {
        Random chance = new Random(seed);
        List<String> todos = client.todos();
        Thread fresh = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        act(todos, chance);
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                "work");
        fresh.setDaemon(true);
        fresh.start();
        thread = fresh;
    }

    /** A file that cannot be written now can be later. */
    private void act(List<String> todos, Random chance) {
        String todo = todos.get(chance.nextInt(todos.size()));
        try {
            client.execute(
                    switch (chance.nextInt(5)) {
                        case 0 -> new RenameTodo.Args(todo, "named " + chance.nextInt(1000));
                        case 1 -> new WriteNote.Args("note", "of " + chance.nextInt(1000));
                        default -> new AddPoints.Args(todo, 1);
                    });
        } catch (DatabaseFailure failure) {
            client.say("unwritten " + failure.kind());
        }
    }

    /** Ends, after the present action. */
    void end() {
        Thread ending = thread;
        thread = null;
        if (ending == null) {
            return;
        }
        ending.interrupt();
        try {
            ending.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
