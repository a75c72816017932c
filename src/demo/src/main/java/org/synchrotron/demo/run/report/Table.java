package org.synchrotron.demo.run.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A text table with two columns: names and values. */
public final class Table {

    /** The alignment of the values. */
    public enum Align {
        LEFT,
        RIGHT
    }

    private final Map<String, String> rows = new LinkedHashMap<>();
    private final Align align;

    /** A table with right-aligned values, for numbers. */
    public Table() {
        this(Align.RIGHT);
    }

    public Table(Align align) {
        this.align = align;
    }

    public Table row(String name, String value) {
        rows.put(name, value);
        return this;
    }

    /** Adds a number, with separated thousands. */
    public Table row(String name, long value) {
        return row(name, Numbers.of(value));
    }

    @Override
    public String toString() {
        int names = longest(rows.keySet());
        int values = align == Align.RIGHT ? longest(rows.values()) : 0;
        return rows.entrySet().stream()
                .map(each -> "  " + pad(each.getKey(), names) + "  "
                        + " ".repeat(Math.max(0, values - each.getValue().length())) + each.getValue())
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
