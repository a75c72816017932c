package org.synchrotron.demo.run.drive;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synchrotron.demo.run.surroundings.Backend;

/** Everybody who takes part; thread-safe, for whoever stops the run. An author's client is opened when it is first asked for. */
public final class Authors implements AutoCloseable {

    private final SortedMap<String, Author> byName = new TreeMap<>();
    private final Backend backend;
    private final Path directory;

    /** @param directory for the clients' files */
    public Authors(Backend backend, Path directory) {
        this.backend = backend;
        this.directory = directory;
    }

    synchronized Author named(String name) {
        return byName.computeIfAbsent(name, this::open);
    }

    synchronized Collection<Author> all() {
        return List.copyOf(byName.values());
    }

    /** {@return each author's SQLite file} */
    public synchronized SortedMap<String, Path> files() {
        SortedMap<String, Path> files = new TreeMap<>();
        byName.keySet().forEach(name -> files.put(name, file(name)));
        return files;
    }

    /** {@return what all of them sent and received} */
    public synchronized Traffic traffic() {
        return byName.values().stream().map(Author::traffic).reduce(Traffic.NONE, Traffic::plus);
    }

    @Override
    public synchronized void close() {
        byName.values().forEach(Author::close);
    }

    private Author open(String name) {
        return new Author(
                name, file(name), backend.server().root(), backend.tokens().of(name));
    }

    private Path file(String name) {
        return directory.resolve(name + ".sqlite");
    }
}
