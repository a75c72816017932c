package org.synchrotron.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param page the page's path in the checkout
 * @param line the number of the block's first line, the fence not counted
 * @param section the heading above it, empty before the first one
 * @param language what the fence names
 * @param lines all between the fences
 */
record Block(String page, int line, String section, String language, List<String> lines) {

    private static final Pattern NAMED_FILE = Pattern.compile("(?://|--|#|<!--) ([\\w./-]+\\.\\w+)(?: -->)?");

    Block {
        lines = List.copyOf(lines);
    }

    /** {@return page and line, as messages name them} */
    String place() {
        return page + ":" + line;
    }

    /** {@return the file that the block is, which its first line names; empty for what is to be typed} */
    Optional<String> file() {
        Matcher first = NAMED_FILE.matcher(lines.get(0));
        return first.matches() ? Optional.of(first.group(1)) : Optional.empty();
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** {@return the commands of a block for the shell; a line that ends with a backslash goes on in the next} */
    List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        int begin = line;
        for (int i = 0; i < lines.size(); i++) {
            if (command.isEmpty()) {
                begin = line + i;
            }
            command.append(lines.get(i));
            if (lines.get(i).endsWith("\\")) {
                command.append('\n');
            } else {
                commands.add(new Command(page + ":" + begin, command.toString()));
                command.setLength(0);
            }
        }
        return commands;
    }
}
