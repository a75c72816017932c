package org.synchrotron.db.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line and the environment ask for; the command line wins.
 *
 * @param address the database and the administrator who migrates it
 * @param loginPassword the password for {@code synchrotron_login}, empty to leave it as it is
 * @param locations where the application's own migrations are
 */
record MigrationOptions(DatabaseAddress address, String loginPassword, List<String> locations) {

    static final String HELP = "--help";

    static final String USAGE = """
            Usage: java -jar synchrotron-migrations.jar --url jdbc:postgresql://host:port/database --user name
                [--password secret] [--login-password secret] [location ...]
            --user and --password: who owns the database. --login-password: what synchrotron_login gets as its password.
            A location holds the application's migrations: classpath:db/todos or filesystem:path/to/folder.
            --url=X means the same as --url X, and so on.
            Instead of options: SYNCHROTRON_DB_URL, SYNCHROTRON_DB_USER, SYNCHROTRON_DB_PASSWORD, SYNCHROTRON_LOGIN_PASSWORD.
            """;

    /** The options that have a value, with the variable that may give it instead, in the order in which they are told. */
    private static final Map<String, String> VARIABLES = variables();

    MigrationOptions {
        locations = List.copyOf(locations);
    }

    /** @throws MigrationFailed if something is missing, unknown or no address of a database */
    static MigrationOptions of(List<String> arguments, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        List<String> locations = new ArrayList<>();
        VARIABLES.forEach((option, variable) -> values.put(option, environment.getOrDefault(variable, "")));
        Iterator<String> remaining = arguments.iterator();
        while (remaining.hasNext()) {
            String argument = remaining.next();
            if (argument.startsWith("-")) {
                read(argument, remaining, values);
            } else {
                locations.add(argument);
            }
        }
        DatabaseAddress address = new DatabaseAddress(
                required(values, "--url"), required(values, "--user"), values.getOrDefault("--password", ""));
        return new MigrationOptions(address, values.getOrDefault("--login-password", ""), locations);
    }

    private static void read(String argument, Iterator<String> remaining, Map<String, String> values) {
        int equals = argument.indexOf('=');
        String option = equals < 0 ? argument : argument.substring(0, equals);
        if (!VARIABLES.containsKey(option)) {
            throw new MigrationFailed("Unknown option '" + option + "'. Known are "
                    + String.join(", ", VARIABLES.keySet()) + " and " + HELP + ".");
        }
        values.put(option, equals < 0 ? following(option, remaining) : argument.substring(equals + 1));
    }

    private static String following(String option, Iterator<String> remaining) {
        String value = remaining.hasNext() ? remaining.next() : "";
        if (value.isEmpty() || value.startsWith("--")) {
            throw new MigrationFailed(
                    option + " needs a value: '" + option + " X', or '" + option + "=X' if X begins with --.");
        }
        return value;
    }

    private static String required(Map<String, String> values, String option) {
        String value = values.getOrDefault(option, "");
        if (value.isBlank()) {
            throw new MigrationFailed(option + " or " + VARIABLES.get(option) + " is missing.\n" + USAGE);
        }
        return value;
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("--url", "SYNCHROTRON_DB_URL");
        variables.put("--user", "SYNCHROTRON_DB_USER");
        variables.put("--password", "SYNCHROTRON_DB_PASSWORD");
        variables.put("--login-password", "SYNCHROTRON_LOGIN_PASSWORD");
        return variables;
    }
}
