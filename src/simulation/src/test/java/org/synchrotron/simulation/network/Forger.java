package org.synchrotron.simulation.network;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.simulation.actions.Audiences;

/** Adds a row change that no action makes to every record of an upload that the server can run itself (rule 3). */
public final class Forger implements UnaryOperator<String> {

    /** The forged value, which must never be visible. */
    public static final int MARK = 666_666;

    private static final JsonObject PATCH =
            Json.createObjectBuilder().add("x", MARK).build();

    private final MessageCodec codec;

    public Forger(MessageCodec codec) {
        this.codec = codec;
    }

    @Override
    public String apply(String text) {
        Upload upload = (Upload) codec.readFromClient(text);
        ClientMessage forged = new Upload(
                upload.uploadId(),
                upload.basis(),
                upload.entries().stream().map(Forger::forged).toList());
        return codec.write(forged);
    }

    private static LogEntry forged(LogEntry entry) {
        if (entry.record().tag().startsWith("legacy")) {
            return entry;
        }
        List<RowChange> effects = new ArrayList<>(entry.effects());
        effects.add(new RowChange.Updated(
                new RowRef("items", "p0"), Audiences.EVERYBODY, PATCH, JsonObject.EMPTY_JSON_OBJECT));
        return new LogEntry(entry.record(), entry.acceptance(), effects);
    }
}
