package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.synchrotron.it.todos.CreateTodo;

/** The project, users, devices and networks of one test, on a server that tests share. */
public final class World implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Longer than any device lags. */
    private static final Duration AGE = Duration.ofDays(30);

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final int number = NUMBER.incrementAndGet();
    private final URI server;
    private final Path directory;
    private final Deque<Runnable> opened = new ArrayDeque<>();

    /** Creates an empty world on the server. */
    public World(URI server) {
        this.server = server;
        try {
            this.directory = Files.createTempDirectory(TestSettings.temporaryDirectory(), "devices");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (BEGUN.compareAndSet(false, true)) {
            begin();
        }
    }

    /** Lets the log begin long ago: work from before it would get the server's time. */
    private void begin() {
        Device first = outsider("first").lagging(AGE);
        first.does(new CreateTodo.Args(projectOfOthers(), "key", "the beginning"));
        first.online().awaitSynced().offline();
    }

    public URI server() {
        return server;
    }

    /** {@return the project that the members of this world share} */
    public String project() {
        return "project-" + project(number);
    }

    private static String project(int number) {
        return ProcessHandle.current().pid() + "-" + number;
    }

    /** {@return a new member of the project, with a device that is offline} */
    public Device member(String name) {
        return member(name, server);
    }

    /** {@return a new member whose device connects to this URL} */
    public Device member(String name, URI url) {
        return device(person(name), url);
    }

    /** {@return a new member of the project, without a device} */
    public String person(String name) {
        String user = user(name);
        ServerDatabase.members(project(), user);
        return user;
    }

    /** {@return a new user of another project, with a device that is offline} */
    public Device outsider(String name) {
        String user = user(name);
        ServerDatabase.members(projectOfOthers(), user);
        return device(user, server);
    }

    private String projectOfOthers() {
        return project() + "-of-others";
    }

    /** {@return another device of the user} */
    public Device another(Device device) {
        return device(device.user(), server);
    }

    private String user(String name) {
        return name + "-" + project(number);
    }

    private Device device(String user, URI url) {
        Device device = new Device(user, directory, url);
        opened.push(device::close);
        return device;
    }

    /** {@return a network between devices and the server} */
    public CuttableProxy network() {
        CuttableProxy network = CuttableProxy.inFrontOf(server);
        opened.push(network::close);
        return network;
    }

    /** {@return the arguments of a new todo of the project} */
    public CreateTodo.Args todo(String text) {
        return new CreateTodo.Args(project(), "key", text);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }
}
