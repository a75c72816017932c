package org.synchrotron.simulation.network;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.EffectClaim;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.simulation.actions.Audiences;

/** Falsifies uploads as a hostile client does. */
public final class Forger {

    /** The forged value, which must never be visible. */
    public static final int MARK = 666_666;

    private static final JsonObject PATCH =
            Json.createObjectBuilder().add("x", MARK).build();

    /** An argument that no action declares. */
    public static final String UNDECLARED = "junk";

    /** PostgreSQL would keep it, and no reader of JSON would take what PostgreSQL makes of it. */
    private static final JsonValue TOO_LARGE = Json.createValue(new BigDecimal("1e1200"));

    private final MessageCodec codec;

    public Forger(MessageCodec codec) {
        this.codec = codec;
    }

    /** {@return the upload with a row change that no action makes in every record that the server can run itself (rule 3)} */
    String forge(String text) {
        return changed(text, records -> records.stream().map(Forger::forged).toList());
    }

    /** {@return the upload with an argument in its first record for which the server must refuse that record} Corrections stay. */
    String poison(String text) {
        return changed(text, records -> {
            List<UploadedRecord> poisoned = new ArrayList<>(records);
            if (records.get(0).record().isBase()) {
                poisoned.set(0, poisoned(records.get(0)));
            }
            return poisoned;
        });
    }

    private String changed(String text, UnaryOperator<List<UploadedRecord>> change) {
        Upload upload = (Upload) codec.readFromClient(text);
        return codec.write(new Upload(upload.uploadId(), change.apply(upload.records())));
    }

    private static UploadedRecord poisoned(UploadedRecord uploaded) {
        ActionRecord record = uploaded.record();
        JsonObject args = Json.createObjectBuilder(record.args())
                .add(UNDECLARED, TOO_LARGE)
                .build();
        return new UploadedRecord(
                new ActionRecord(
                        record.id(),
                        record.tag(),
                        record.author(),
                        record.client(),
                        record.clock(),
                        args,
                        record.createdAt()),
                uploaded.claim());
    }

    /** The rest of what it did is not known here: a digest does not say it. */
    private static UploadedRecord forged(UploadedRecord uploaded) {
        if (uploaded.record().tag().startsWith("legacy")) {
            return uploaded;
        }
        List<RowChange> effects = new ArrayList<>(uploaded.claim().changes());
        effects.add(new RowChange.Updated(
                new RowRef("items", "p0"), Audiences.EVERYBODY, PATCH, JsonObject.EMPTY_JSON_OBJECT));
        return new UploadedRecord(uploaded.record(), new EffectClaim.Changes(effects));
    }
}
