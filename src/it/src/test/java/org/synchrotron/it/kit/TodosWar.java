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

/** Creates the server's WAR from the build, with the actions of the tests' application. */
public final class TodosWar {

    private TodosWar() {}

    /** {@return a new WAR, without the actions that only devices have} */
    public static WebArchive create() {
        return ShrinkWrap.createFromZipFile(
                        WebArchive.class, TestSettings.serverWar().toFile())
                .addPackages(
                        false,
                        Filters.exclude(Shout.class, LaxCreateTodo.class, TodosProgram.class),
                        CreateTodo.class.getPackage());
    }

    /** {@return the same WAR with AssertJ, for tests that run inside the server} */
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
