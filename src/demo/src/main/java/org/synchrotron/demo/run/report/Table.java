package org.synchrotron.demo.run.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Names and values in two columns. */
public final class Table {

    private final Map<String, String> rows = new LinkedHashMap<>();

    public Table row(String name, String value) {
        rows.put(name, value);
        return this;
    }

    /** A number with its thousands apart. */
    public Table row(String name, long value) {
        return row(name, Numbers.of(value));
    }

    @Override
    public String toString() {
        int names = longest(rows.keySet());
        int values = longest(rows.values());
        return rows.entrySet().stream()
                .map(each -> "  " + pad(each.getKey(), names) + "  "
                        + " ".repeat(values - each.getValue().length()) + each.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static int longest(Iterable<String> texts) {
        int longest = 0;
        for (String text : texts) {
            longest = Math.max(longest, text.length());
        }
        return longest;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
