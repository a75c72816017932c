package org.synchrotron.action;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides a text into SQL statements. PostgreSQL's driver executes all of a text; SQLite's driver executes the first. */
final class SqlTexts {

    /** What a semicolon does not end: literals, names, comments, and texts between dollars. */
    private static final Pattern QUOTED = Pattern.compile(
            "[eE]'(?:[^'\\\\]|\\\\.|'')*+'?"
                    + "|'[^']*+'?|\"[^\"]*+\"?|`[^`]*+`?|--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+(?:\\*/)?"
                    + "|\\$(\\w*)\\$(?s:.*?)(?:\\$\\1\\$|\\z)",
            Pattern.DOTALL);

    private SqlTexts() {}

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
