package org.synchrotron.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of Markdown.
 *
 * @param name its path in the checkout
 * @param lines all its lines
 */
record Page(String name, List<String> lines) {

    private static final String FENCE = "```";

    Page {
        lines = List.copyOf(lines);
    }

    static Page of(Path checkout, String name) {
        try {
            return new Page(name, Files.readAllLines(checkout.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the fenced blocks, from top to bottom} */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(FENCE)) {
                int end = end(i + 1);
                blocks.add(new Block(
                        name, i + 2, section, line.substring(FENCE.length()).trim(), lines.subList(i + 1, end)));
                i = end;
            } else if (line.startsWith("#")) {
                section = line.replaceFirst("^#+ ", "");
            }
        }
        return blocks;
    }

    private int end(int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).equals(FENCE)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + ":" + from + ": this block has no end");
    }
}
