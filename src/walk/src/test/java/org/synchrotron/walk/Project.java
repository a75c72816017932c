package org.synchrotron.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that the pages name, and from which line of which page each came. */
final class Project {

    private static final Pattern COMPILER_ERROR = Pattern.compile("(\\S+):\\[(\\d+),\\d+] ");

    private final Path folder;
    private final Map<String, Block> sources = new HashMap<>();

    Project(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes a block into its file.
     *
     * @param addresses replaces what is different here
     */
    void write(Block block, UnaryOperator<String> addresses) throws IOException {
        String name = block.file().orElseThrow();
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        if (sources.put(name, block) != null) {
            throw new AssertionError(block.place() + ": " + name + " is there twice");
        }
        Files.writeString(file, addresses.apply(block.text()));
    }

    /** {@return the lines of pages to which a compiler's messages lead} */
    List<String> origins(String output) {
        List<String> origins = new ArrayList<>();
        Matcher error = COMPILER_ERROR.matcher(output);
        while (error.find()) {
            sources.forEach((name, block) -> {
                if (error.group(1).endsWith("/" + name)) {
                    origins.add(block.page() + ":" + (block.line() + Integer.parseInt(error.group(2)) - 1));
                }
            });
        }
        return origins.stream().distinct().toList();
    }
}
