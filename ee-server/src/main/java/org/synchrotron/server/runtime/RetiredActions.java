package org.synchrotron.server.runtime;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.TagForm;

/** Reads the setting {@code synchrotron.retired-actions}. */
final class RetiredActions {

    private RetiredActions() {}

    /**
     * {@return the tags, sorted} Spaces around a tag and empty entries are left out.
     *
     * @param entries the value of the setting: tags, separated by commas
     * @param former the value of the former setting {@code synchrotron.unknown-actions}; empty if it is not set
     * @throws IllegalStateException if an entry is not the tag of an action, or the former setting is set
     */
    static Set<String> of(String entries, String former) {
        if (!former.isBlank()) {
            throw new IllegalStateException(
                    "the setting synchrotron.unknown-actions (here: " + former + ") no longer exists:"
                            + " remove it. Actions without code on the server are refused; name the tags of those whose records are to"
                            + " be accepted with their row changes in synchrotron.retired-actions, separated by commas");
        }
        Set<String> tags = new TreeSet<>();
        Arrays.stream(entries.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .forEach(entry -> tags.add(tag(entry)));
        return tags;
    }

    private static String tag(String entry) {
        if (!TagForm.fits(entry)) {
            throw new IllegalStateException(
                    "synchrotron.retired-actions has an entry that is no tag (" + TagForm.WORDS + "): " + entry);
        }
        if (SystemTags.isSystem(entry)) {
            throw new IllegalStateException(
                    "synchrotron.retired-actions must not have the tag " + entry + ": it belongs to the log itself");
        }
        return entry;
    }
}
