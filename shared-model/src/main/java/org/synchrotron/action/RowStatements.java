package org.synchrotron.action;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Allows an action's SQL to read and write rows and to use savepoints, and refuses everything else. A statement that creates
 * tables, ends the transaction or changes the session could not be undone with the record, or would affect the next one; one that sets
 * the role, the user or how changes are captured would pass what the author may do. The beginning of each statement is checked, and the names in
 * it. This finds mistakes and stops SQL that came in by arguments; it does not confine an action itself, which is trusted code. Thread-safe.
 */
public final class RowStatements implements TemplateEngine.Parsing {

    private static final Set<String> ALLOWED = Set.of(
            "select", "values", "with", "insert", "update", "delete", "replace", "savepoint", "release", "rollback to");

    /** The first words after white space, comments and parentheses. */
    private static final Pattern BEGINNING =
            Pattern.compile("(?:[\\s(]|--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+((?i:rollback\\s+to\\b)|\\w*)");

    private static final Pattern NOTHING = Pattern.compile("(?:\\s|--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+");

    /**
     * PostgreSQL's functions that change the session, execute a text as a statement, signal other sessions or lock what the engine locks, and
     * names that are written with escapes, which could be any of them.
     */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "set_config|(?:query|cursor|table|schema|database)_to_xml\\w*|ts_stat|ts_rewrite|dblink\\w*|crosstab\\w*|connectby"
                    + "|pg_(?:terminate|cancel)_backend|pg_(?:try_)?advisory_\\w+|pg_notify|u&.*",
            Pattern.CASE_INSENSITIVE);

    private final TemplateEngine.Parsing jdbis = new DefinedAttributeTemplateEngine();

    /**
     * Requires that each statement of the text, which needs no template, is allowed, and each name in it. At least one statement must be there.
     *
     * @throws ForbiddenStatement if one is not allowed
     */
    public static void require(String text) {
        List<String> statements = SqlTexts.statements(text).stream()
                .filter(each -> !NOTHING.matcher(each).matches())
                .toList();
        for (String statement : statements.isEmpty() ? List.of(text) : statements) {
            Matcher beginning = BEGINNING.matcher(statement);
            String words = beginning.lookingAt()
                    ? beginning.group(1).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")
                    : "";
            if (!ALLOWED.contains(words)) {
                throw new ForbiddenStatement(words, text);
            }
        }
        if (FORBIDDEN.matcher(text).find()) {
            SqlTexts.names(text)
                    .filter(name -> FORBIDDEN.matcher(name).matches())
                    .findFirst()
                    .ifPresent(name -> {
                        throw new ForbiddenStatement(name, text);
                    });
        }
    }

    @Override
    public Optional<Function<StatementContext, String>> parse(String sql, ConfigRegistry config) {
        require(sql);
        return jdbis.parse(sql, config);
    }
}
