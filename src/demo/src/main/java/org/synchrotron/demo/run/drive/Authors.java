package org.synchrotron.demo.run.drive;

import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synchrotron.demo.run.surroundings.Backend;

/** Everybody who takes part. An author's client is opened when it is first asked for. */
public final class Authors implements AutoCloseable {

    private final SortedMap<String, Author> byName = new TreeMap<>();
    private final Backend backend;
    private final Path directory;

    /** @param directory for the clients' files */
    public Authors(Backend backend, Path directory) {
        this.backend = backend;
        this.directory = directory;
    }

    Author named(String name) {
        return byName.computeIfAbsent(name, this::open);
    }

    Collection<Author> all() {
        return byName.values();
    }

    /** {@return each author's SQLite file} */
    public SortedMap<String, Path> files() {
        SortedMap<String, Path> files = new TreeMap<>();
        byName.keySet().forEach(name -> files.put(name, file(name)));
        return files;
    }

    /** {@return what all of them sent and received} */
    public Traffic traffic() {
        return byName.values().stream().map(Author::traffic).reduce(Traffic.NONE, Traffic::plus);
    }

    @Override
    public void close() {
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
