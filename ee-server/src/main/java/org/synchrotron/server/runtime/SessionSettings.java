package org.synchrotron.server.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings that bound what sessions may cost, read with MicroProfile Config. Thread-safe.
 *
 * <table>
 *   <caption>Names</caption>
 *   <tr><th>name</th><th>default</th><th>meaning</th></tr>
 *   <tr><td>{@code synchrotron.session.hello}</td><td>{@code PT10S}</td><td>from the opening of a connection to its hello</td></tr>
 *   <tr><td>{@code synchrotron.session.message}</td><td>{@code PT5M}</td><td>from the first part of a message to its last</td></tr>
 *   <tr><td>{@code synchrotron.session.silence}</td><td>{@code PT2M}</td><td>without a sign of life, until a session ends</td></tr>
 *   <tr><td>{@code synchrotron.session.answer}</td><td>{@code PT5M}</td><td>from a question to the server's answer</td></tr>
 *   <tr><td>{@code synchrotron.session.sending}</td><td>{@code PT1M}</td><td>how long a client may read nothing of what is sent to it</td></tr>
 *   <tr><td>{@code synchrotron.sessions.per-user}</td><td>{@code 100}</td><td>the most open connections of one user to a node</td></tr>
 *   <tr><td>{@code synchrotron.sessions.in-all}</td><td>{@code 2000}</td><td>the most open connections to a node</td></tr>
 *   <tr><td>{@code synchrotron.sessions.unverified}</td><td>{@code 100}</td><td>the most open connections to a node that have not sent their token yet</td></tr>
 *   <tr><td>{@code synchrotron.message.memory}</td><td>a sixteenth of the heap</td><td>how many characters of messages that are not complete, and of uploads that wait, a node holds</td></tr>
 *   <tr><td>{@code synchrotron.rows.reading}</td><td>{@code PT2M}</td><td>how long the rows of one delivery may be read</td></tr>
 *   <tr><td>{@code synchrotron.rows.spool}</td><td>{@code 1073741824}</td><td>the bytes of rows that a node keeps in temporary files while they wait for slow clients</td></tr>
 *   <tr><td>{@code synchrotron.audiences.compared}</td><td>{@code PT60S}</td><td>how often a node compares the audiences of connected users without a notification</td></tr>
 *   <tr><td>{@code synchrotron.schema.minimum}</td><td>{@code 0}</td><td>the least version of a client's schema: the number of its schema steps</td></tr>
 * </table>
 */
@ApplicationScoped
public class SessionSettings {

    /** Characters have two bytes, and an upload is longer once it is read. */
    private static final int PART_OF_THE_HEAP = 16;

    @Inject
    @ConfigProperty(name = "synchrotron.session.hello", defaultValue = "PT10S")
    private Duration hello;

    @Inject
    @ConfigProperty(name = "synchrotron.session.message", defaultValue = "PT5M")
    private Duration message;

    @Inject
    @ConfigProperty(name = "synchrotron.session.silence", defaultValue = "PT2M")
    private Duration silence;

    @Inject
    @ConfigProperty(name = "synchrotron.session.answer", defaultValue = "PT5M")
    private Duration answer;

    @Inject
    @ConfigProperty(name = "synchrotron.session.sending", defaultValue = "PT1M")
    private Duration sending;

    @Inject
    @ConfigProperty(name = "synchrotron.sessions.per-user", defaultValue = "100")
    private int perUser;

    @Inject
    @ConfigProperty(name = "synchrotron.sessions.in-all", defaultValue = "2000")
    private int inAll;

    @Inject
    @ConfigProperty(name = "synchrotron.sessions.unverified", defaultValue = "100")
    private int unverified;

    @Inject
    @ConfigProperty(name = "synchrotron.message.memory")
    private Optional<Long> messageMemory;

    @Inject
    @ConfigProperty(name = "synchrotron.rows.reading", defaultValue = "PT2M")
    private Duration rowsReading;

    @Inject
    @ConfigProperty(name = "synchrotron.rows.spool", defaultValue = "1073741824")
    private long rowsSpool;

    @Inject
    @ConfigProperty(name = "synchrotron.audiences.compared", defaultValue = "PT60S")
    private Duration audiencesCompared;

    @Inject
    @ConfigProperty(name = "synchrotron.schema.minimum", defaultValue = "0")
    private long oldestSchema;

    /** {@return the least version of a client's schema: the number of its schema steps} */
    public long oldestSchema() {
        return oldestSchema;
    }

    /** {@return how often the audiences of connected users are compared without a notification} */
    public Duration audiencesCompared() {
        return audiencesCompared;
    }

    /** {@return from the opening of a connection to its hello} */
    public Duration hello() {
        return hello;
    }

    /** {@return from the first part of a message to its last} */
    public Duration message() {
        return message;
    }

    /** {@return how long a session may be without a sign of life} */
    public Duration silence() {
        return silence;
    }

    /** {@return from a question to the server's answer} */
    public Duration answer() {
        return answer;
    }

    /** {@return how long a client may read nothing of what is sent to it} */
    public Duration sending() {
        return sending;
    }

    /** {@return the most open connections of one user to a node} */
    public int perUser() {
        return perUser;
    }

    /** {@return the most open connections to a node} */
    public int inAll() {
        return inAll;
    }

    /** {@return the most open connections to a node that have not sent their token yet} */
    public int unverified() {
        return unverified;
    }

    /** {@return how many characters of messages that are not complete, and of uploads that wait, a node holds} */
    public long messageMemory() {
        return messageMemory.orElseGet(() -> Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP);
    }

    /** {@return how long the rows of one delivery may be read, which is how long a snapshot of the database lasts} */
    public Duration rowsReading() {
        return rowsReading;
    }

    /** {@return the bytes of rows that a node keeps in temporary files while they wait for slow clients} */
    public long rowsSpool() {
        return rowsSpool;
    }
}
