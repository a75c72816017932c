package org.synchrotron.simulation.scenes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.synchrotron.simulation.Memory;
import org.synchrotron.simulation.server.Postgres;

/** Where scenes are played, one after another: a database for all of them, and a directory for each. Given to tests as a parameter. */
final class Stage implements AutoCloseable {

    private final Postgres postgres = Postgres.start();

    /**
     * {@return a new scene}
     *
     * @param cast the clients, as {@code a0 a1 b0}: a client's name begins with its user's
     */
    Scene open(String cast) {
        postgres.empty();
        try {
            return new Scene(cast, postgres, Files.createTempDirectory(Memory.directory(), "synchrotron-scene"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        postgres.close();
    }

    /** Builds the stage for the first test that asks for it; it is taken down at the end of all tests. */
    static final class Keeper implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(Namespace.create(Stage.class))
                    .getOrComputeIfAbsent(Stage.class, any -> new Stage(), Stage.class);
        }
    }
}
