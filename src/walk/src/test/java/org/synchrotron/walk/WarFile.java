package org.synchrotron.walk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A WAR that was built.
 *
 * @param file the archive
 */
record WarFile(Path file) {

    private static final String CLASSES = "WEB-INF/classes/";
    private static final String LIBRARIES = "WEB-INF/lib/";

    /** {@return the classes that are in it more than once, each with where} */
    List<String> duplicates() throws IOException {
        Map<String, List<String>> places = new HashMap<>();
        try (ZipFile war = new ZipFile(file.toFile())) {
            for (ZipEntry entry : war.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith(CLASSES)) {
                    note(name.substring(CLASSES.length()), CLASSES, places);
                } else if (name.startsWith(LIBRARIES) && name.endsWith(".jar")) {
                    noteAll(war.getInputStream(entry), name, places);
                }
            }
        }
        return places.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(each -> each.getKey() + " in " + each.getValue())
                .toList();
    }

    private static void noteAll(InputStream jar, String place, Map<String, List<String>> places) throws IOException {
        ZipInputStream entries = new ZipInputStream(jar);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            note(entry.getName(), place, places);
        }
    }

    private static void note(String name, String place, Map<String, List<String>> places) {
        if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
            places.computeIfAbsent(name, any -> new ArrayList<>()).add(place);
        }
    }

    /** Makes it another version of the application, which tells itself at {@code version.txt}. */
    void version(String version) throws IOException {
        try (FileSystem war = FileSystems.newFileSystem(URI.create("jar:" + file.toUri()), Map.of())) {
            Files.writeString(war.getPath("version.txt"), version);
        }
    }
}
