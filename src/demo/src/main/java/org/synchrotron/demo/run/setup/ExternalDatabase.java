package org.synchrotron.demo.run.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.demo.run.input.BadInput;

/** Finds the existing database that the environment names. It must be empty. The run fills it and does not empty it again. */
public final class ExternalDatabase {

    private static final String URL = "SYNCHROTRON_DB_URL";
    private static final String USER = "SYNCHROTRON_DB_USER";
    private static final String PASSWORD = "SYNCHROTRON_DB_PASSWORD";

    private static final String LEFTOVERS = """
            select string_agg(name, ', ') from (
                select 'schema ' || nspname as name from pg_namespace where nspname = 'synchrotron'
                union all
                select 'table ' || relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                order by name) as leftovers
            """;

    private ExternalDatabase() {}

    /**
     * {@return the database that the environment names; empty if it names none}
     *
     * @throws BadInput if a setting is missing, or the database does not answer or is not empty
     */
    public static Optional<Database> from(Map<String, String> environment) {
        if (!environment.containsKey(URL)) {
            return Optional.empty();
        }
        Database database =
                new Database(required(environment, URL), required(environment, USER), required(environment, PASSWORD));
        requireEmpty(database);
        return Optional.of(database);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new BadInput("The environment sets " + URL + " but not " + name + "; the run needs " + URL + ", "
                    + USER + " and " + PASSWORD + ", or none of them.");
        }
        return value;
    }

    private static void requireEmpty(Database database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet leftovers = statement.executeQuery(LEFTOVERS)) {
            leftovers.next();
            String names = leftovers.getString(1);
            if (names != null) {
                throw new BadInput("The database " + database + " is not empty. It contains: " + names
                        + ". The run needs an empty database of its own.");
            }
        } catch (SQLException e) {
            throw new BadInput("The database " + database + " cannot be used: " + e.getMessage(), e);
        }
    }
}
