package org.synchrotron.db.sqlite;

import java.util.Set;

/**
 * Whether a statement only stores or reads a value: it stands where the value passes through as it is. Any other place counts as a
 * comparison, an order or a calculation, also one that this class does not know.
 */
final class StoredOnly {

    private static final Set<String> OPERATORS = Set.of("<", ">", "=", "!", "+", "-", "*", "/", "%", "|", "&", "~");
    private static final Set<String> BEFORE_RESULT = Set.of("SELECT", "ALL", "RETURNING", ",");
    private static final Set<String> AFTER_EXPRESSION =
            Set.of("", ";", ",", ")", "FROM", "AS", "WHERE", "RETURNING", "ORDER", "LIMIT", "UNION", "GROUP");

    /** Words that go on with an expression: what stands before them is no result with a new name. */
    private static final Set<String> GOES_ON = Set.of(
            "IS", "IN", "LIKE", "GLOB", "BETWEEN", "COLLATE", "AND", "OR", "NOT", "REGEXP", "MATCH", "OVER", "ESCAPE");

    /** Keywords before a parenthesis that is no call. */
    private static final Set<String> BEFORE_PARENTHESIS = Set.of(
            "SELECT",
            "ALL",
            "RETURNING",
            "SET",
            "THEN",
            "ELSE",
            "WHEN",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "ON",
            "BY",
            "HAVING",
            "CASE");

    /** Calls that give back one of their arguments. */
    private static final Set<String> PASSING_ON = Set.of("coalesce", "ifnull");

    private static final Set<String> TABLES = Set.of("FROM", "JOIN", "AS", "EXISTS", "INTO");

    private final SqlShape sql;

    StoredOnly(SqlShape sql) {
        this.sql = sql;
    }

    /** {@return whether the expression from the first to the last token is only stored or read} */
    boolean holds(int first, int last) {
        int before = first - 1;
        int after = last + 1;
        if (isNullTest(after)) {
            return !sql.isOneOf(before, OPERATORS);
        }
        int bracket = sql.enclosing(first);
        if (bracket != SqlShape.NONE && sql.is(bracket, "CASE")) {
            return (sql.is(before, "THEN") || sql.is(before, "ELSE"))
                    && sql.isOneOf(after, Set.of("WHEN", "ELSE", "END"))
                    && holds(bracket, sql.partner(bracket));
        }
        return switch (sql.clause(first)) {
            case "SET" -> isTarget(before, after) || isAssigned(before, after);
            case "SELECT", "RETURNING" -> isResult(before, after) && resultIsStored(bracket);
            case "" -> bracket != SqlShape.NONE && isPart(before, after) && bracketIsStored(bracket);
            default -> false;
        };
    }

    /** {@return whether the tokens of this bracket name the columns that an INSERT writes} */
    boolean isColumnList(int bracket) {
        int name = bracket - 1;
        if (bracket == SqlShape.NONE || sql.name(name).isEmpty()) {
            return false;
        }
        int before = sql.is(name - 1, "AS") ? name - 3 : name - 1;
        return sql.is(sql.is(before, ".") ? before - 2 : before, "INTO");
    }

    private boolean isNullTest(int after) {
        return sql.is(after, "ISNULL")
                || sql.is(after, "NOTNULL")
                || (sql.is(after, "NOT") && sql.is(after + 1, "NULL"))
                || (sql.is(after, "IS") && sql.is(sql.is(after + 1, "NOT") ? after + 2 : after + 1, "NULL"));
    }

    private boolean isTarget(int before, int after) {
        return sql.is(after, "=") && (sql.is(before, "SET") || sql.is(before, ","));
    }

    private boolean isAssigned(int before, int after) {
        return sql.is(before, "=")
                && (sql.is(before - 2, "SET") || sql.is(before - 2, ","))
                && sql.isOneOf(after, AFTER_EXPRESSION);
    }

    private boolean isPart(int before, int after) {
        return (sql.is(before, "(") || sql.is(before, ",")) && (sql.is(after, ",") || sql.is(after, ")"));
    }

    private boolean bracketIsStored(int bracket) {
        String caller = sql.name(bracket - 1);
        if (sql.is(bracket - 1, "VALUES") || caller.equals("count")) {
            return true;
        }
        if (PASSING_ON.contains(caller)) {
            return holds(bracket - 1, sql.partner(bracket));
        }
        return (caller.isEmpty() || sql.isOneOf(bracket - 1, BEFORE_PARENTHESIS))
                && holds(bracket, sql.partner(bracket));
    }

    private boolean isResult(int before, int after) {
        boolean named = !sql.name(after).isEmpty() && !sql.isOneOf(after, GOES_ON);
        return sql.isOneOf(before, BEFORE_RESULT) && (named || sql.isOneOf(after, AFTER_EXPRESSION));
    }

    /** A query that removes duplicates compares all that it returns, and a number after BY may stand for any of it. */
    private boolean resultIsStored(int query) {
        if (sql.holds(query, "DISTINCT")
                || sql.holds(query, "INTERSECT")
                || sql.holds(query, "EXCEPT")
                || unites(query)
                || ordersByNumber(query)) {
            return false;
        }
        return query == SqlShape.NONE
                || sql.isOneOf(query - 1, TABLES)
                || sql.clause(query).equals("FROM")
                || sql.clause(query).equals("INTO")
                || holds(query, sql.partner(query));
    }

    private boolean unites(int query) {
        for (int i = query + 1; i < (query == SqlShape.NONE ? sql.size() : sql.partner(query)); i++) {
            if (sql.enclosing(i) == query && sql.is(i, "UNION") && !sql.is(i + 1, "ALL")) {
                return true;
            }
        }
        return false;
    }

    private boolean ordersByNumber(int query) {
        for (int i = query + 1; i < (query == SqlShape.NONE ? sql.size() : sql.partner(query)); i++) {
            if (sql.enclosing(i) == query
                    && sql.isNumber(i)
                    && Set.of("ORDER", "GROUP").contains(sql.clause(i))
                    && (sql.is(i - 1, "BY") || sql.is(i - 1, ","))) {
                return true;
            }
        }
        return false;
    }
}
