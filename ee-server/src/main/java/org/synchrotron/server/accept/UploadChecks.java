package org.synchrotron.server.accept;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.TagForm;
import org.synchrotron.protocol.EffectClaim;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.UploadAnswer.Refused;

/** The checks of an upload that need no database. Thread-safe. */
final class UploadChecks {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final AcceptSettings settings;
    private final WallClock wall;
    private final Predicate<String> known;
    private final ContentChecks content;

    /**
     * @param known whether this server has the code of a tag
     * @param undeclared the path of the first member of a record's args that its action does not declare
     */
    UploadChecks(
            AcceptSettings settings,
            WallClock wall,
            Predicate<String> known,
            Function<ActionRecord, Optional<String>> undeclared) {
        this.settings = settings;
        this.wall = wall;
        this.known = known;
        this.content = new ContentChecks(known, undeclared);
    }

    /** {@return the objection to any record, new or not: it must belong to the caller and its client, and occur once} */
    Optional<Refused> againstOwner(Upload upload) {
        int most = settings.limits().records();
        if (upload.records().size() > most) {
            return Optional.of(new Refused(
                    Refusal.TOO_MANY_RECORDS,
                    "the upload has " + upload.records().size() + " records; the most are " + most
                            + ": upload them in parts",
                    null));
        }
        Set<ActionId> ids = new HashSet<>();
        return upload.records().stream()
                .map(each -> ids.add(each.record().id())
                        ? owner(each.record(), upload)
                        : invalid(each.record(), "the upload contains it twice"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * {@return the objections to records if they are new, by record id} They do not apply to records already accepted, because
     * the clock and the settings may have changed since.
     */
    Map<ActionId, Refused> againstNew(Upload upload) {
        Map<ActionId, Refused> objections = new HashMap<>();
        for (UploadedRecord each : upload.records()) {
            ActionRecord record = each.record();
            size(each)
                    .or(() -> shape(each))
                    .or(() -> clock(record))
                    .or(() -> tag(each))
                    .ifPresent(objection -> objections.put(record.id(), objection));
        }
        return objections;
    }

    private static Optional<Refused> owner(ActionRecord record, Upload upload) {
        if (!record.client().equals(upload.client())) {
            return not(
                    Refusal.NOT_YOURS,
                    record,
                    "it belongs to client " + record.client() + ", but the session to " + upload.client());
        }
        if (!record.author().equals(upload.caller().user())) {
            return not(Refusal.NOT_YOURS, record, "its author is not the user of the token");
        }
        return Optional.empty();
    }

    private Optional<Refused> size(UploadedRecord uploaded) {
        ActionRecord record = uploaded.record();
        RecordLimits limits = settings.limits();
        int args = RecordLimits.lengthOf(record.args());
        int changes = uploaded.claim().changes().size();
        if (args > limits.args()) {
            return not(
                    Refusal.ARGS_TOO_LONG,
                    record,
                    "its arguments have " + args + " characters; the most are " + limits.args());
        }
        return changes > limits.rowChanges()
                ? not(
                        Refusal.TOO_MANY_CHANGES,
                        record,
                        "it has " + changes + " row changes; the most are " + limits.rowChanges())
                : Optional.empty();
    }

    private Optional<Refused> shape(UploadedRecord uploaded) {
        ActionRecord record = uploaded.record();
        if (record.isCorrection()) {
            return invalid(record, "it is a correction: only the server makes corrections");
        }
        if (!record.isBase() && !uploaded.claim().audiences().isEmpty()) {
            return invalid(record, "it is a marker, and a marker must not have row changes");
        }
        if (!TagForm.fits(record.tag())) {
            return invalid(record, "its tag does not have the form of tags: " + TagForm.WORDS);
        }
        if (record.createdAt().isBefore(Instant.EPOCH) || record.createdAt().isAfter(LATEST)) {
            return invalid(record, "created_at is not between 1970 and 9999");
        }
        if (!isTime(record.args().get(SystemTags.TIMESTAMP))) {
            return invalid(record, "args." + SystemTags.TIMESTAMP + " is not a number of milliseconds");
        }
        return content.flaw(uploaded).flatMap(what -> invalid(record, what));
    }

    private static boolean isTime(@Nullable JsonValue timestamp) {
        try {
            return timestamp instanceof JsonNumber number && number.longValueExact() >= 0;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private Optional<Refused> clock(ActionRecord record) {
        if (record.clock().counter() > HybridTimestamp.HIGHEST_COUNTER) {
            return not(
                    Refusal.COUNTER_AHEAD,
                    record,
                    "its clock's counter is above " + HybridTimestamp.HIGHEST_COUNTER + ", the highest of all");
        }
        long now = wall.millis();
        String server = "the server's, which reads " + Instant.ofEpochMilli(now);
        long timestamp = record.args().getJsonNumber(SystemTags.TIMESTAMP).longValueExact();
        return ahead(Refusal.CLOCK_AHEAD, record, "its clock", record.clock().timeMs(), now, server)
                .or(() -> ahead(Refusal.TIMESTAMP_AHEAD, record, "its timestamp", timestamp, now, server))
                .or(() -> ahead(
                        Refusal.TIMESTAMP_AHEAD,
                        record,
                        "its timestamp",
                        timestamp,
                        record.clock().timeMs(),
                        "its own clock"));
    }

    private Optional<Refused> ahead(Refusal code, ActionRecord record, String what, long time, long of, String whose) {
        long allowed = settings.drift().toMillis();
        return time - of > allowed
                ? not(
                        code,
                        record,
                        what + " is " + (time - of) + " ms ahead of " + whose + "; allowed are " + allowed + " ms")
                : Optional.empty();
    }

    private Optional<Refused> tag(UploadedRecord uploaded) {
        ActionRecord record = uploaded.record();
        if (!record.isBase() || known.test(record.tag())) {
            return Optional.empty();
        }
        if (!settings.retired().contains(record.tag())) {
            return not(
                    Refusal.UNKNOWN_ACTION,
                    record,
                    "this server does not have the action " + record.tag() + ", and it is not one of its retired ones");
        }
        return uploaded.claim() instanceof EffectClaim.Digest
                ? invalid(record, "its action is retired here, so its row changes are needed and not a digest of them")
                : Optional.empty();
    }

    private static Optional<Refused> invalid(ActionRecord record, String why) {
        return not(Refusal.INVALID_RECORD, record, why);
    }

    private static Optional<Refused> not(Refusal code, ActionRecord record, String why) {
        return Optional.of(Refused.of(code, record, why));
    }
}
