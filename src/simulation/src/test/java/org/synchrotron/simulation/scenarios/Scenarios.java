package org.synchrotron.simulation.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.synchrotron.simulation.MemoryDirectory;
import org.synchrotron.simulation.schedule.RowSetting;
import org.synchrotron.simulation.server.Postgres;

/** Opens scenarios, one after another: they share a database, and each has its own directory. Passed to tests as a parameter. */
final class Scenarios implements AutoCloseable {

    private final Postgres postgres = Postgres.start();

    /**
     * {@return a new scenario; the database is emptied for it}
     *
     * @param clients the names of its clients, for example {@code a0 a1/0 b0}; a client's name begins with its user's name, and a slash begins
     *     the generation of its first program, if that is not the present one
     */
    Scenario open(String clients) {
        return open(clients, RowSetting.HISTORY.toString());
    }

    /**
     * {@return a new scenario; the database is emptied for it}
     *
     * @param rows when rows come instead of records, see {@link RowSetting}
     */
    Scenario open(String clients, String rows) {
        postgres.empty();
        try {
            return new Scenario(
                    clients, rows, postgres, Files.createTempDirectory(MemoryDirectory.path(), "synchrotron-scenario"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        postgres.close();
    }

    /** Creates the instance for the first test that has it as a parameter. JUnit closes it after all tests. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Scenarios.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(Namespace.create(Scenarios.class))
                    .getOrComputeIfAbsent(Scenarios.class, any -> new Scenarios(), Scenarios.class);
        }
    }
}
