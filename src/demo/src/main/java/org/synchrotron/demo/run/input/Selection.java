package org.synchrotron.demo.run.input;

import static java.util.stream.Collectors.toCollection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a history to run.
 *
 * @param commits the maximum number of commits, from the first one on
 * @param authors the maximum number of authors, in the order of their first commits
 */
public record Selection(int commits, int authors) {

    public static final Selection ALL = new Selection(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public List<Commit> of(List<Commit> history) {
        List<Commit> first = history.stream().limit(commits).toList();
        Set<String> chosen =
                first.stream().map(Commit::author).distinct().limit(authors).collect(toCollection(LinkedHashSet::new));
        return first.stream().filter(each -> chosen.contains(each.author())).toList();
    }
}
