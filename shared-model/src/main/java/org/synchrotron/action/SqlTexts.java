package org.synchrotron.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Divides a text into SQL statements and names. PostgreSQL's driver executes all of a text; SQLite's driver executes the first. */
final class SqlTexts {

    /** What a semicolon does not end: literals, names, comments, and texts between dollars. */
    private static final Pattern QUOTED = Pattern.compile(
            "[eE]'(?:[^'\\\\]|\\\\.|'')*+'?"
                    + "|'[^']*+'?|\"[^\"]*+\"?|`[^`]*+`?|--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+(?:\\*/)?"
                    + "|\\$(\\w*)\\$(?s:.*?)(?:\\$\\1\\$|\\z)",
            Pattern.DOTALL);

    private static final Pattern NAME =
            Pattern.compile("[uU]&\"[^\"]*+\"?|" + QUOTED.pattern() + "|[\\p{L}_][\\p{L}\\p{N}_$]*+", Pattern.DOTALL);

    private SqlTexts() {}

    /** {@return the key words and names in the text, in lower case, without quotes; nothing of literals and comments} */
    static Stream<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(each -> Character.isLetter(each.charAt(0)) || "_\"`".indexOf(each.charAt(0)) >= 0)
                .filter(each -> !each.endsWith("'"))
                .map(each -> each.replaceAll("[\"`]", "").toLowerCase(Locale.ROOT));
    }

    /** {@return the statements, at least one; the last may be empty} */
    static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(text);
        int begin = 0;
        int at = 0;
        int semicolon = text.indexOf(';');
        while (semicolon >= 0) {
            if (quoted.find(at) && quoted.start() < semicolon) {
                at = quoted.end();
            } else {
                statements.add(text.substring(begin, semicolon));
                begin = semicolon + 1;
                at = begin;
            }
            semicolon = text.indexOf(';', at);
        }
        statements.add(text.substring(begin));
        return statements;
    }
}
