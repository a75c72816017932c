package org.synchrotron.db.sqlite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/** A statement's tokens with their brackets: parentheses, and {@code CASE} with its {@code END}. Immutable. */
final class SqlShape {

    private static final Set<String> CLAUSES = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "SET",
            "VALUES",
            "RETURNING",
            "ON",
            "GROUP",
            "ORDER",
            "HAVING",
            "USING",
            "LIMIT",
            "PARTITION",
            "INTO",
            "JOIN",
            "UPDATE");

    /** No token. */
    static final int NONE = -1;

    private final SqlTokens tokens;
    private final String sql;

    /** For each token of a bracket the other end, and for all others what they are enclosed by. */
    private final int[] partner;

    private final int[] enclosing;

    SqlShape(String sql) {
        this.sql = sql;
        tokens = new SqlTokens(sql);
        partner = new int[tokens.size()];
        enclosing = new int[tokens.size()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            partner[i] = NONE;
            boolean closes = is(i, ")") || is(i, "END");
            if (closes && !open.isEmpty()) {
                partner[i] = open.pop();
                partner[partner[i]] = i;
            }
            enclosing[i] = open.isEmpty() ? NONE : open.peek();
            if (is(i, "(") || is(i, "CASE")) {
                open.push(i);
            }
        }
    }

    int size() {
        return tokens.size();
    }

    /** {@return the name that this token is, in lower case and without quotes; empty if it is none} */
    String name(int index) {
        return index < 0 || index >= size() ? "" : tokens.get(index).word().toLowerCase(Locale.ROOT);
    }

    /** {@return whether the token is this keyword or symbol; the empty text stands for the ends of the statement} */
    boolean is(int index, String text) {
        if (index < 0 || index >= size()) {
            return text.isEmpty();
        }
        SqlTokens.Token token = tokens.get(index);
        return !token.quoted() && sql.substring(token.start(), token.end()).equalsIgnoreCase(text);
    }

    boolean isOneOf(int index, Set<String> texts) {
        return texts.stream().anyMatch(text -> is(index, text));
    }

    boolean isNumber(int index) {
        return name(index).matches("\\d+");
    }

    /** {@return the first token of the bracket that holds this one, or {@link #NONE}} */
    int enclosing(int index) {
        return enclosing[index];
    }

    /** {@return the other end of the bracket} The end of the statement if the bracket is open. */
    int partner(int bracket) {
        return partner[bracket] == NONE ? size() : partner[bracket];
    }

    /** {@return the keyword that begins the clause of this token, in the same bracket; empty if there is none} */
    String clause(int index) {
        for (int i = index - 1; i >= 0 && i != enclosing[index]; i--) {
            if (enclosing[i] == enclosing[index] && isOneOf(i, CLAUSES)) {
                return name(i).toUpperCase(Locale.ROOT);
            }
        }
        return "";
    }

    /** {@return whether this keyword stands in the bracket, itself not enclosed by another in it} */
    boolean holds(int bracket, String keyword) {
        for (int i = bracket + 1; i < (bracket == NONE ? size() : partner(bracket)); i++) {
            if (enclosing[i] == bracket && is(i, keyword)) {
                return true;
            }
        }
        return false;
    }
}
