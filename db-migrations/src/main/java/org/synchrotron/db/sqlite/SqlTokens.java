package org.synchrotron.db.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a SQL text as SQLite reads it, without spaces and comments. Immutable. */
final class SqlTokens {
    /**
     * A token.
     *
     * @param word the keyword, or the name without quotes; empty for any other token
     * @param quoted whether it is a name in quotes, which is no keyword
     * @param start its offset in the text
     * @param end the offset after it
     */
    record Token(String word, boolean quoted, int start, int end) {
        boolean is(String keyword) {
            return !quoted && word.equalsIgnoreCase(keyword);
        }
    }

    private static final Pattern TOKEN = Pattern.compile("""
            (?<skipped> --[^\\n]* | /\\*(?s:.*?)(?:\\*/|\\z) | \\s+ )
            | (?<string> '(?:[^']|'')*' )
            | (?<quoted> "(?:[^"]|"")*" | `(?:[^`]|``)*` | \\[[^]]*] )
            | (?<word> [\\w$\\x80-\\uffff]+ )
            | (?<symbol> (?s:.) )
            """, Pattern.COMMENTS);

    private final List<Token> tokens = new ArrayList<>();

    SqlTokens(String sql) {
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            if (matcher.group("skipped") == null) {
                tokens.add(new Token(word(matcher), matcher.group("quoted") != null, matcher.start(), matcher.end()));
            }
        }
    }

    private static String word(Matcher matcher) {
        String quoted = matcher.group("quoted");
        if (quoted == null) {
            return matcher.group("word") == null ? "" : matcher.group();
        }
        String end = quoted.substring(quoted.length() - 1);
        return quoted.substring(1, quoted.length() - 1).replace(end + end, end);
    }

    int size() {
        return tokens.size();
    }

    Token get(int index) {
        return tokens.get(index);
    }

    /** Returns the index of the first of these keywords at or after an index, or -1. */
    int find(int from, String... keywords) {
        for (int i = from; i < tokens.size(); i++) {
            for (String keyword : keywords) {
                if (tokens.get(i).is(keyword)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Returns whether these keywords follow each other from the index on. */
    boolean follow(int index, String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (index + i >= tokens.size() || !tokens.get(index + i).is(keywords[i])) {
                return false;
            }
        }
        return true;
    }
}
