package org.synchrotron.demo.run.drive;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.synchrotron.demo.run.setup.Backend;

/** All authors of the history, each with a client. */
public final class Authors implements AutoCloseable {

    private final SortedMap<String, Author> byName = new TreeMap<>();
    private final Backend backend;
    private final Path directory;
    private final LongSupplier nanoTime;

    private Authors(Backend backend, Path directory, LongSupplier nanoTime) {
        this.backend = backend;
        this.directory = directory;
        this.nanoTime = nanoTime;
    }

    /**
     * Opens a client for each author. The clients are offline.
     *
     * @param directory the directory for the clients' files
     * @param nanoTime a clock for measuring spans, in nanoseconds
     */
    public static Authors open(Collection<String> names, Backend backend, Path directory, LongSupplier nanoTime) {
        Authors authors = new Authors(backend, directory, nanoTime);
        try {
            names.forEach(authors::open);
            return authors;
        } catch (RuntimeException e) {
            try (authors) {
                throw e;
            }
        }
    }

    Author named(String name) {
        return requireNonNull(byName.get(name), name);
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

    /** {@return the bytes that all clients sent and received} */
    public Traffic traffic() {
        return byName.values().stream().map(Author::traffic).reduce(Traffic.NONE, Traffic::plus);
    }

    @Override
    public void close() {
        byName.values().forEach(Author::close);
    }

    private void open(String name) {
        byName.put(
                name,
                new Author(
                        name,
                        file(name),
                        backend.server().root(),
                        backend.tokens().of(name),
                        nanoTime));
    }

    private Path file(String name) {
        return directory.resolve(name + ".sqlite");
    }
}
