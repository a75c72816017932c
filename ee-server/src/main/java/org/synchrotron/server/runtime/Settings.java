package org.synchrotron.server.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of the server, read with MicroProfile Config (system properties, environment variables such as {@code SYNCHROTRON_DB_URL}, files). Thread-safe.
 *
 * <table>
 *   <caption>Names</caption>
 *   <tr><th>name</th><th>default</th><th>meaning</th></tr>
 *   <tr><td>{@code synchrotron.roles}</td><td>{@code synchrotron_user}</td><td>database roles that a token's claim {@code role} may name, separated by commas; the first is the default</td></tr>
 *   <tr><td>{@code synchrotron.db.url}</td><td>none: required</td><td>{@code jdbc:postgresql://host:port/database}</td></tr>
 *   <tr><td>{@code synchrotron.db.user}</td><td>none: required</td><td>{@code synchrotron_login}, or a member of the roles</td></tr>
 *   <tr><td>{@code synchrotron.db.password}</td><td>none: required</td><td>its password</td></tr>
 *   <tr><td>{@code synchrotron.clock.drift}</td><td>{@code PT5M}</td><td>how far a record's clock may be ahead of the server's (ISO 8601 duration)</td></tr>
 *   <tr><td>{@code synchrotron.retired-actions}</td><td>none</td><td>tags, separated by commas, of actions whose code the server no longer has: their records are accepted with the row changes in the upload; records of other actions without code are refused</td></tr>
 *   <tr><td>{@code synchrotron.message.max-bytes}</td><td>{@code 16777216}</td><td>the longest message that is accepted, in bytes of UTF-8</td></tr>
 *   <tr><td>{@code synchrotron.run.limit}</td><td>{@code PT20S}</td><td>the longest time of one run of an action (ISO 8601 duration)</td></tr>
 *   <tr><td>{@code synchrotron.retention}</td><td>none</td><td>how old records are removed from the log (ISO 8601 duration, at least {@code P1D}); without it, all stay</td></tr>
 *   <tr><td>{@code synchrotron.purity-check}</td><td>{@code false}</td><td>for development: run every action twice, and report those whose runs differ</td></tr>
 * </table>
 */
@ApplicationScoped
public class Settings {

    @Inject
    @ConfigProperty(name = "synchrotron.roles", defaultValue = "synchrotron_user")
    private List<String> roles;

    @Inject
    @ConfigProperty(name = "synchrotron.db.url")
    private Optional<String> databaseUrl;

    @Inject
    @ConfigProperty(name = "synchrotron.db.user")
    private Optional<String> databaseUser;

    @Inject
    @ConfigProperty(name = "synchrotron.db.password")
    private Optional<String> databasePassword;

    @Inject
    @ConfigProperty(name = "synchrotron.clock.drift", defaultValue = "PT5M")
    private Duration clockDrift;

    @Inject
    @ConfigProperty(name = "synchrotron.retired-actions")
    private Optional<String> retiredActions;

    @Inject
    @ConfigProperty(name = "synchrotron.unknown-actions")
    private Optional<String> unknownActions;

    @Inject
    @ConfigProperty(name = "synchrotron.message.max-bytes", defaultValue = "16777216")
    private int maxMessageBytes;

    @Inject
    @ConfigProperty(name = "synchrotron.run.limit")
    private Optional<String> runLimit;

    @Inject
    @ConfigProperty(name = "synchrotron.retention")
    private Optional<String> retention;

    @Inject
    @ConfigProperty(name = "synchrotron.db.socket-timeout", defaultValue = "75")
    private int socketTimeout;

    @Inject
    @ConfigProperty(name = "synchrotron.purity-check", defaultValue = "false")
    private boolean purityCheck;

    /** {@return the database roles that a token may name; the first is the default} */
    public List<String> roles() {
        return roles;
    }

    /**
     * {@return the JDBC URL of the database}
     *
     * @throws IllegalStateException if it is missing
     */
    public String databaseUrl() {
        return required("synchrotron.db.url", databaseUrl);
    }

    /**
     * {@return the user of the database}
     *
     * @throws IllegalStateException if it is missing
     */
    public String databaseUser() {
        return required("synchrotron.db.user", databaseUser);
    }

    /**
     * {@return the password of the database user}
     *
     * @throws IllegalStateException if it is missing
     */
    public String databasePassword() {
        return required("synchrotron.db.password", databasePassword);
    }

    /** {@return how far a record's clock may be ahead of the server's} */
    public Duration clockDrift() {
        return clockDrift;
    }

    /**
     * {@return the tags of actions without code on the server whose records are accepted with the row changes in the upload}
     *
     * @throws IllegalStateException if one is not the tag of an action, or the former setting {@code synchrotron.unknown-actions}
     *     is still set
     */
    public Set<String> retiredActions() {
        return RetiredActions.of(retiredActions.orElse(""), unknownActions.orElse(""));
    }

    /** {@return the longest message that is accepted, in bytes of UTF-8} */
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    /**
     * {@return the longest time of one run of an action}
     *
     * @throws IllegalStateException if it is no duration, shorter than a second, or not shorter than the database's socket timeout
     */
    public Duration runLimit() {
        return RunLimitSetting.of(runLimit, socketTimeout);
    }

    /**
     * {@return how old the records are that are removed from the log; empty if all stay}
     *
     * @throws IllegalStateException if it is no duration, or shorter than a day
     */
    public Optional<Duration> retention() {
        return RetentionSetting.of(retention);
    }

    /** {@return whether every record runs twice, to find impure actions} */
    public boolean purityCheck() {
        return purityCheck;
    }

    /**
     * Reads all settings that are required or have a form.
     *
     * @throws IllegalStateException if a setting is missing or wrong; the message says which
     */
    public void check() {
        databaseUrl();
        databaseUser();
        databasePassword();
        retiredActions();
        runLimit();
        retention();
    }

    private static String required(String name, Optional<String> value) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "the setting " + name + " is missing: set it as a system property or environment variable"));
    }
}
