package org.synchrotron.it.kit;

import java.net.URI;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.CompleteTodo;
import org.synchrotron.it.todos.CreateTodo;
import org.synchrotron.it.todos.LaxCreateTodo;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.it.todos.Shout;
import org.synchrotron.it.todos.TodosProgram;

/** Creates the server's WAR from the build, with the actions of the tests' application. */
public final class TodosWar {

    private TodosWar() {}

    /** {@return a new WAR, without the actions that only devices have} */
    public static WebArchive create() {
        return createWithoutActions()
                .addPackages(
                        false,
                        Filters.exclude(Shout.class, LaxCreateTodo.class, TodosProgram.class),
                        CreateTodo.class.getPackage())
                .addAsWebResource(new StringAsset("A page of the application's own."), "index.html");
    }

    /** {@return the server's WAR as it comes from the build} */
    public static WebArchive createWithoutActions() {
        return ShrinkWrap.createFromZipFile(
                WebArchive.class, TestSettings.serverWar().toFile());
    }

    /** {@return a new WAR whose actions lie in three jars: one without beans.xml, and two that say to look for little or nothing} */
    public static WebArchive createWithActionsInJars() {
        return createWithoutActions()
                .addAsLibrary(jar("plain.jar", CreateTodo.class, CompleteTodo.class)
                        .addClass(CreateTodo.class.getPackageName() + ".TodoRows"))
                .addAsLibrary(
                        jar("annotated.jar", AddPoints.class).addAsManifestResource(beans("annotated"), "beans.xml"))
                .addAsLibrary(jar("none.jar", RenameTodo.class).addAsManifestResource(beans("none"), "beans.xml"));
    }

    private static JavaArchive jar(String name, Class<?>... classes) {
        return ShrinkWrap.create(JavaArchive.class, name).addClasses(classes);
    }

    private static StringAsset beans(String discovery) {
        return new StringAsset("<beans xmlns='https://jakarta.ee/xml/ns/jakartaee' version='4.0' bean-discovery-mode='"
                + discovery + "'/>");
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
