package org.synchrotron.server.catchup;

import java.util.Set;
import java.util.function.Predicate;
import org.synchrotron.log.ActionRecord;

/**
 * The actions that also concern rows which their author cannot see (rule 7). Immutable.
 *
 * @param tags the tags of these actions
 * @param concerns whether a record with one of these tags concerns such rows; a record with declared audiences does not
 */
public record HiddenRowActions(Set<String> tags, Predicate<ActionRecord> concerns) {

    /** No action does. */
    public static final HiddenRowActions NONE = new HiddenRowActions(Set.of(), record -> false);

    public HiddenRowActions {
        tags = Set.copyOf(tags);
    }

    boolean concernHiddenRows(ActionRecord record) {
        return tags.contains(record.tag()) && concerns.test(record);
    }
}
