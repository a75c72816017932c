package org.synchrotron.it.inside;

import jakarta.json.bind.JsonbBuilder;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.EffectClaim;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;

/** Creates uploads of one record, like those of a device that has read the log up to the head. */
final class Uploads {

    private final Validator validator;

    Uploads(Validator validator) {
        this.validator = validator;
    }

    <A extends Record> Upload of(Caller author, long head, long timeMs, Action<A, ?> action, A args) {
        ActionDefinition<A, ?> definition = ActionDefinition.of(action);
        ActionRecord record = new ActionRecord(
                ActionId.of(UUID.randomUUID()),
                definition.tag(),
                author.user(),
                new ClientId("device-" + author.user()),
                new HybridTimestamp(timeMs, 1),
                new ActionArguments(JsonbBuilder.create(), validator).write(definition, args, timeMs),
                Instant.ofEpochMilli(timeMs));
        UploadedRecord uploaded = new UploadedRecord(record, new EffectClaim.Changes(List.of()));
        return new Upload(author, record.client(), head, List.of(uploaded));
    }

    static ActionId only(Upload upload) {
        return upload.records().get(0).record().id();
    }
}
