package org.synchrotron.server.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.synchrotron.action.SyncAction;

/**
 * Finds the classes with {@link SyncAction} in the jars and directories of a class loader, whether or not they are bean archives. It
 * reads class files and loads only those that mention the annotation. What it cannot read is logged and passed over: actions in
 * there are unknown to the server.
 */
final class ActionClassFinder {

    private static final System.Logger LOG = System.getLogger(ActionClassFinder.class.getName());
    private static final String SUFFIX = ".class";
    private static final String ANNOTATION = SyncAction.class.descriptorString();

    private final ClassLoader loader;

    ActionClassFinder(ClassLoader loader) {
        this.loader = loader;
    }

    /** {@return the classes, each once, in the order of the class path; they are not initialized} */
    Set<Class<?>> find() {
        Set<Class<?>> found = new LinkedHashSet<>();
        if (loader instanceof URLClassLoader classPath) {
            for (URL each : classPath.getURLs()) {
                namesIn(each).forEach(name -> load(name, found));
            }
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} does not tell its jars: only actions in bean archives (META-INF/beans.xml) are found",
                    loader.getClass().getName());
        }
        return found;
    }

    private void load(String name, Set<Class<?>> found) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            if (type.isAnnotationPresent(SyncAction.class)) {
                found.add(type);
            }
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} mentions @SyncAction but cannot be loaded here; if it is an action, the server does not know it: {1}",
                    name,
                    e.toString());
        }
    }

    private static List<String> namesIn(URL url) {
        try {
            Path path = Path.of(url.toURI());
            if (Files.isDirectory(path)) {
                return namesInDirectory(path);
            }
            return Files.isRegularFile(path) ? namesInJar(path) : List.of();
        } catch (IOException | URISyntaxException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot look for actions in {0}: {1}", url, e.toString());
            return List.of();
        }
    }

    private static List<String> namesInDirectory(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = directory.relativize(each).toString().replace('\\', '/');
                if (isClass(name) && mentionsAnnotation(Files.readAllBytes(each))) {
                    names.add(className(name));
                }
            }
        }
        return names;
    }

    private static List<String> namesInJar(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry each : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (isClass(each.getName()) && mentionsAnnotation(jar, each)) {
                    names.add(className(each.getName()));
                }
            }
        }
        return names;
    }

    private static boolean mentionsAnnotation(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return mentionsAnnotation(in.readAllBytes());
        }
    }

    /** The type of an annotation is in the constants of the class, as ASCII. */
    private static boolean mentionsAnnotation(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains(ANNOTATION);
    }

    /** Classes for certain versions of Java lie below META-INF, besides the general ones. */
    private static boolean isClass(String name) {
        return name.endsWith(SUFFIX) && !name.startsWith("META-INF/") && !name.endsWith("-info" + SUFFIX);
    }

    private static String className(String name) {
        return name.substring(0, name.length() - SUFFIX.length()).replace('/', '.');
    }
}
