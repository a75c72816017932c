package org.synchrotron.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The place of a value in JSON, such as {@code lines[2].price}, for messages: names are cut where they are long, and characters
 * that are not printable ASCII are replaced, because a name may come from anybody. Not thread-safe.
 */
public final class JsonPath {

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST = 200;

    private final Deque<Object> steps = new ArrayDeque<>();

    /** Goes into the member with this name. */
    public void enter(String name) {
        steps.addLast(name);
    }

    /** Goes into the element with this index. */
    public void enter(int index) {
        steps.addLast(index);
    }

    /** Goes back to the value around. */
    public void leave() {
        steps.removeLast();
    }

    boolean isRoot() {
        return steps.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Iterator<Object> all = steps.iterator(); all.hasNext() && text.length() < LONGEST; ) {
            Object step = all.next();
            if (step instanceof Integer) {
                text.append('[').append(step).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(printable((String) step));
            }
        }
        return text.length() < LONGEST ? text.toString() : text.substring(0, LONGEST) + "...";
    }

    private static String printable(String name) {
        String cut = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
        return cut.replaceAll("[^ -~]", "?");
    }
}
