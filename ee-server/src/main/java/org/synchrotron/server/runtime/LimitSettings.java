package org.synchrotron.server.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.synchrotron.protocol.RecordLimits;

/**
 * The settings that bound what clients may do, read with MicroProfile Config. Thread-safe.
 *
 * <table>
 *   <caption>Names</caption>
 *   <tr><th>name</th><th>default</th><th>meaning</th></tr>
 *   <tr><td>{@code synchrotron.upload.records}</td><td>{@code 50}</td><td>the most records of an upload, at most 50</td></tr>
 *   <tr><td>{@code synchrotron.record.args}</td><td>{@code 1048576}</td><td>the longest arguments of a record, in characters of JSON</td></tr>
 *   <tr><td>{@code synchrotron.record.row-changes}</td><td>{@code 100000}</td><td>the most row changes of a record</td></tr>
 *   <tr><td>{@code synchrotron.uploads.per-minute}</td><td>{@code 600}</td><td>the most uploads of one user per minute to a node</td></tr>
 *   <tr><td>{@code synchrotron.runs-again.per-minute}</td><td>{@code 60000}</td><td>how many records of the log one user's late uploads may make run again per minute on a node</td></tr>
 *   <tr><td>{@code synchrotron.sessions.per-address}</td><td>{@code 1000}</td><td>the most open connections of one remote address to a node, loopback aside</td></tr>
 *   <tr><td>{@code synchrotron.address-header}</td><td>none</td><td>the header in which a proxy tells the address of the client</td></tr>
 *   <tr><td>{@code synchrotron.origins}</td><td>none</td><td>the other origins whose pages may open the WebSocket, separated by commas; {@code *} for all</td></tr>
 * </table>
 */
@ApplicationScoped
public class LimitSettings {

    @Inject
    @ConfigProperty(name = "synchrotron.upload.records", defaultValue = "50")
    private int records;

    @Inject
    @ConfigProperty(name = "synchrotron.record.args", defaultValue = "1048576")
    private int args;

    @Inject
    @ConfigProperty(name = "synchrotron.record.row-changes", defaultValue = "100000")
    private int rowChanges;

    @Inject
    @ConfigProperty(name = "synchrotron.uploads.per-minute", defaultValue = "600")
    private int uploadsPerMinute;

    @Inject
    @ConfigProperty(name = "synchrotron.runs-again.per-minute", defaultValue = "60000")
    private int runsAgainPerMinute;

    @Inject
    @ConfigProperty(name = "synchrotron.sessions.per-address", defaultValue = "1000")
    private int sessionsPerAddress;

    @Inject
    @ConfigProperty(name = "synchrotron.address-header")
    private Optional<String> addressHeader;

    @Inject
    @ConfigProperty(name = "synchrotron.origins")
    private Optional<String> origins;

    /**
     * {@return how large uploads and their records may be}
     *
     * @throws IllegalArgumentException if nobody could keep a limit
     */
    public RecordLimits ofRecords() {
        return new RecordLimits(records, args, rowChanges);
    }

    /** {@return the most uploads of one user per minute} */
    public int uploadsPerMinute() {
        return uploadsPerMinute;
    }

    /** {@return how many records of the log one user's late uploads may make run again per minute} */
    public int runsAgainPerMinute() {
        return runsAgainPerMinute;
    }

    /** {@return the most open connections of one remote address} */
    public int sessionsPerAddress() {
        return sessionsPerAddress;
    }

    /** {@return the header in which a proxy tells the address of the client; empty if there is no such proxy} */
    public Optional<String> addressHeader() {
        return addressHeader.filter(name -> !name.isBlank());
    }

    /** {@return the other origins whose pages may open the WebSocket} */
    public List<String> origins() {
        return Stream.of(origins.orElse("").split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }
}
