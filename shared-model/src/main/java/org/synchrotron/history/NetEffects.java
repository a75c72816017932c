package org.synchrotron.history;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.Patches;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** What a record's changes come to, row by row: several changes of one row count as one. */
public final class NetEffects {

    private NetEffects() {}

    /**
     * {@return whether both lists write the same values to the same rows} What the cells held before does not matter, nor
     * does how a number is spelt.
     */
    public static boolean same(List<RowChange> some, List<RowChange> others) {
        Map<RowRef, RowChange> left = of(some);
        Map<RowRef, RowChange> right = of(others);
        return left.keySet().equals(right.keySet())
                && left.values().stream().allMatch(change -> same(change, right.get(change.row())));
    }

    static Map<RowRef, RowChange> of(List<RowChange> changes) {
        Map<RowRef, RowChange> net = new HashMap<>();
        for (RowChange change : changes) {
            RowChange sum = plus(net.get(change.row()), change);
            if (sum == null) {
                net.remove(change.row());
            } else {
                net.put(change.row(), sum);
            }
        }
        return net;
    }

    private static @Nullable RowChange plus(@Nullable RowChange first, RowChange then) {
        if (first == null) {
            return then;
        }
        if (first instanceof RowChange.Deleted) {
            // Deleted and inserted again: all its columns are written anew.
            return new RowChange.Updated(then.row(), then.audience(), then.forward(), first.reverse());
        }
        if (then instanceof RowChange.Deleted) {
            return first instanceof RowChange.Inserted ? null : then;
        }
        JsonObject forward = Patches.merged(first.forward(), then.forward());
        return first instanceof RowChange.Inserted
                ? new RowChange.Inserted(then.row(), then.audience(), forward)
                : new RowChange.Updated(
                        then.row(), then.audience(), forward, Patches.merged(then.reverse(), first.reverse()));
    }

    private static boolean same(RowChange left, RowChange right) {
        return left.operation() == right.operation()
                && left.audience().equals(right.audience())
                && left.forward().keySet().equals(right.forward().keySet())
                && left.forward().entrySet().stream()
                        .allMatch(cell -> same(cell.getValue(), right.forward().get(cell.getKey())));
    }

    private static boolean same(JsonValue left, JsonValue right) {
        return left instanceof JsonNumber a && right instanceof JsonNumber b
                ? a.bigDecimalValue().compareTo(b.bigDecimalValue()) == 0
                : left.equals(right);
    }
}
