package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordBindingTest {

    @TempDir
    Path folder;

    @Test
    void theLibraryAsItIsMakesRecords() {
        assertThatCode(RecordBinding::require).doesNotThrowAnyException();
    }

    @Test
    void aRepackagedLibraryWithoutTheManifestEntryIsNamedWithWhatItNeeds() throws Exception {
        assertThatThrownBy(() -> requireIn(repackaged(false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'Multi-Release: true' in its manifest");
    }

    @Test
    void aRepackagedLibraryWithTheManifestEntryMakesRecords() throws Throwable {
        requireIn(repackaged(true));
    }

    /** Asks in a program of its own, which has this one's libraries but for one jar. */
    private static void requireIn(List<URL> libraries) throws Throwable {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader program =
                new URLClassLoader(libraries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(program);
            Method require = program.loadClass(RecordBinding.class.getName()).getDeclaredMethod("require");
            require.setAccessible(true);
            require.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private List<URL> repackaged(boolean multiRelease) throws IOException {
        List<URL> libraries = new ArrayList<>();
        int changed = 0;
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path library = Path.of(each);
            if (library.getFileName().toString().startsWith("yasson-")) {
                library = copy(library, multiRelease);
                changed++;
            }
            libraries.add(library.toUri().toURL());
        }
        assertThat(changed).isEqualTo(1);
        return libraries;
    }

    private Path copy(Path library, boolean multiRelease) throws IOException {
        Path copy = folder.resolve("copy.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Multi-Release", String.valueOf(multiRelease));
        try (JarFile from = new JarFile(library.toFile());
                OutputStream file = Files.newOutputStream(copy);
                JarOutputStream to = new JarOutputStream(file, manifest)) {
            for (JarEntry entry : from.stream().toList()) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(to);
                }
            }
        }
        return copy;
    }
}
