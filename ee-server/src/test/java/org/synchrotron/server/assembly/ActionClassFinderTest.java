package org.synchrotron.server.assembly;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.server.kit.ItemActions;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;

class ActionClassFinderTest {

    @TempDir
    private Path directory;

    @Test
    void classesWithTheAnnotationAreFoundInJarsAndDirectoriesOnce() throws Exception {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        write(Create.class, classes);
        write(ItemActions.class, classes);
        write(CoreBeans.class, classes);
        Path jar = directory.resolve("actions.jar");
        write(jar, Create.class, Add.class, Add.Args.class);

        assertThat(find(classes, jar)).containsExactlyInAnyOrder(Create.class, Add.class);
    }

    @Test
    void whatCannotBeReadOrLoadedIsPassedOver() throws Exception {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Files.write(classes.resolve("Renamed.class"), bytes(Add.class));
        write(Create.class, classes);
        Path broken = Files.writeString(directory.resolve("broken.jar"), "not a jar");

        assertThat(find(broken, directory.resolve("missing.jar"), classes)).containsExactly(Create.class);
    }

    @Test
    void aClassLoaderThatDoesNotTellItsJarsGivesNothing() {
        assertThat(new ActionClassFinder(ClassLoader.getPlatformClassLoader()).find())
                .isEmpty();
    }

    private static Set<Class<?>> find(Path... classPath) throws IOException {
        URL[] urls = new URL[classPath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, ActionClassFinderTest.class.getClassLoader())) {
            return new ActionClassFinder(loader).find();
        }
    }

    private static void write(Class<?> type, Path directory) throws IOException {
        Path file = directory.resolve(entry(type));
        Files.createDirectories(requireNonNull(file.getParent()));
        Files.write(file, bytes(type));
    }

    private static void write(Path jar, Class<?>... types) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Class<?> each : types) {
                entries.putNextEntry(new JarEntry(entry(each)));
                entries.write(bytes(each));
            }
        }
    }

    private static String entry(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = requireNonNull(type.getResourceAsStream("/" + entry(type)))) {
            return in.readAllBytes();
        }
    }
}
