package org.synchrotron.demo.run;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.input.BadInput;
import org.synchrotron.demo.run.input.Selection;

/**
 * What the person who starts it wants, from system properties.
 *
 * @param history a file of commits; null for the one that comes with the demo
 * @param selection how much of it
 * @param offline how long an author's spell lasts
 * @param keep whether the server stays for a look
 */
public record Options(@Nullable Path history, Selection selection, Duration offline, boolean keep) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * {@return what these properties ask for}
     *
     * @throws BadInput if one has a value that makes no sense; the message names it
     */
    public static Options from(Properties properties) {
        String history = text(properties, "history");
        return new Options(
                history.isEmpty() ? null : Path.of(history),
                new Selection(count(properties, "commits"), count(properties, "authors")),
                offline(text(properties, "offline")),
                flag(properties, "keep"));
    }

    private static int count(Properties properties, String name) {
        String text = text(properties, name);
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
            throw new BadInput("-D" + name + "=" + text + ": a number from 1 is needed.");
        }
        return Integer.parseInt(text);
    }

    private static Duration offline(String text) {
        try {
            Duration offline = Duration.parse(text.isEmpty() ? "P7D" : text);
            if (offline.toMillis() > 0 && offline.compareTo(LONGEST) <= 0) {
                return offline;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadInput(wrongOffline(text), e);
        }
        throw new BadInput(wrongOffline(text));
    }

    private static String wrongOffline(String text) {
        return "-Doffline=" + text
                + ": a time of up to 100 years is needed, in days or less, such as P7D, P30D or PT12H.";
    }

    private static boolean flag(Properties properties, String name) {
        String text = text(properties, name);
        return switch (text) {
            case "", "false" -> false;
            case "true" -> true;
            default -> throw new BadInput("-D" + name + "=" + text + ": it is -D" + name + " or nothing.");
        };
    }

    private static String text(Properties properties, String name) {
        return properties.getProperty(name, "").strip();
    }
}
