package org.synchrotron.it.kit;

import java.net.URI;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.synchrotron.it.todos.CreateTodo;
import org.synchrotron.it.todos.LaxCreateTodo;
import org.synchrotron.it.todos.Shout;
import org.synchrotron.it.todos.TodosProgram;

/** The server's WAR as it was built, with the actions of the tests' application. */
public final class TodosWar {

    private TodosWar() {}

    /** {@return a new one; what only devices run is not in it} */
    public static WebArchive create() {
        return ShrinkWrap.createFromZipFile(
                        WebArchive.class, Surroundings.serverWar().toFile())
                .addPackages(
                        false,
                        Filters.exclude(Shout.class, LaxCreateTodo.class, TodosProgram.class),
                        CreateTodo.class.getPackage());
    }

    /** {@return the same for tests that run inside, with the library that they assert with} */
    public static WebArchive createForTestsInside() {
        Path assertions = jarOf(org.assertj.core.api.Assertions.class);
        return create().addAsLibrary(
                        assertions.toFile(),
                        ArchivePaths.create(assertions.getFileName().toString()));
    }

    private static Path jarOf(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
