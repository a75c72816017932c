package org.synchrotron.demo.run;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.input.BadInput;
import org.synchrotron.demo.run.input.Selection;

/**
 * The options of the main job, from system properties.
 *
 * @param history a file of commits; null for the one that comes with the demo
 * @param selection the part of the history to run
 * @param offline the length of an author's offline period
 * @param keep whether the server keeps running after the job, so that the user can inspect it
 */
public record Options(@Nullable Path history, Selection selection, Duration offline, boolean keep) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * {@return the options of these properties}
     *
     * @throws BadInput if a property has a wrong value; the message names the property
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
            throw new BadInput("-D" + name + "=" + text + ": needs a number from 1 on.");
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
                + ": needs a time of up to 100 years, in days or smaller units, such as P7D, P30D or PT12H.";
    }

    private static boolean flag(Properties properties, String name) {
        String text = text(properties, name);
        return switch (text) {
            case "", "false" -> false;
            case "true" -> true;
            default ->
                throw new BadInput("-D" + name + "=" + text + ": use -D" + name + " without a value, or leave it out.");
        };
    }

    private static String text(Properties properties, String name) {
        return properties.getProperty(name, "").strip();
    }
}
