package org.synchrotron.server.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.CorrectionArgs;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;

/** A user's replica, as the server sees it: it creates records with clock readings, and uploads with a basis. */
public final class Replica {

    private final TestServer server;
    private final String user;
    private final ClientId client;
    private long counter;
    public long basis;

    public Replica(TestServer server, String user, String client) {
        this.server = server;
        this.user = user;
        this.client = new ClientId(client);
    }

    /** {@return a record of an action, at this many milliseconds after (or before) the current time of the tests} */
    public LogEntry at(long offset, Record args, RowChange... effects) {
        ActionDefinition<Record, ?> action = ItemActions.catalogue().of(args);
        long time = TestServer.NOW + offset;
        return entry(action.tag(), time, server.arguments().write(action, args, time), effects);
    }

    public LogEntry unknown(long offset, String tag, RowChange... effects) {
        long time = TestServer.NOW + offset;
        return entry(
                tag, time, Json.createObjectBuilder().add("timestamp", time).build(), effects);
    }

    /** {@return a correction of these records, with the current basis of the replica} */
    public LogEntry correction(long offset, List<LogEntry> corrected, RowChange... effects) {
        return correction(
                offset,
                new CorrectionArgs(
                                corrected.stream()
                                        .map(each -> each.record().id())
                                        .toList(),
                                basis,
                                Map.of())
                        .json(TestServer.NOW + offset),
                effects);
    }

    public LogEntry correction(long offset, JsonObject args, RowChange... effects) {
        return entry(SystemTags.CORRECTION, TestServer.NOW + offset, args, effects);
    }

    /** {@return the record with this argument added or replaced} */
    public static LogEntry with(LogEntry entry, String argument, JsonValue value) {
        ActionRecord record = entry.record();
        JsonObject args =
                Json.createObjectBuilder(record.args()).add(argument, value).build();
        return new LogEntry(
                new ActionRecord(
                        record.id(),
                        record.tag(),
                        record.author(),
                        record.client(),
                        record.clock(),
                        args,
                        record.createdAt()),
                null,
                entry.effects());
    }

    /** {@return the same record with a clock reading of this many milliseconds after the current time of the tests} */
    public LogEntry restamped(LogEntry entry, long offset) {
        HybridTimestamp clock = new HybridTimestamp(TestServer.NOW + offset, ++counter);
        return new LogEntry(entry.record().stamped(client, clock), null, entry.effects());
    }

    private LogEntry entry(String tag, long time, JsonObject args, RowChange... effects) {
        ActionRecord record = new ActionRecord(
                ActionId.of(UUID.randomUUID()),
                tag,
                new UserId(user),
                client,
                new HybridTimestamp(time, ++counter),
                args,
                Instant.ofEpochMilli(time));
        return new LogEntry(record, null, Arrays.asList(effects));
    }

    public Upload upload(LogEntry... entries) {
        return new Upload(
                TestServer.caller(user), client, basis, UploadedRecord.withChanges(Arrays.asList(entries)), 0);
    }

    /** Uploads in parts of the size that the server takes, and returns the last answer. */
    public UploadAnswer send(LogEntry... entries) {
        int begin = 0;
        for (; entries.length - begin > ClientMessage.Upload.MOST_RECORDS; begin += ClientMessage.Upload.MOST_RECORDS) {
            server.accept(upload(Arrays.copyOfRange(entries, begin, begin + ClientMessage.Upload.MOST_RECORDS)));
        }
        return server.accept(upload(Arrays.copyOfRange(entries, begin, entries.length)));
    }

    /** Receives all deliveries, then uploads. */
    public UploadAnswer sync(LogEntry... entries) {
        receive();
        return send(entries);
    }

    public List<LogEntry> receive() {
        List<LogEntry> received = new ArrayList<>();
        long head;
        do {
            var delivery = server.deliver(user, basis);
            received.addAll(delivery.entries());
            basis = delivery.upTo();
            head = delivery.head();
        } while (basis < head);
        return received;
    }
}
