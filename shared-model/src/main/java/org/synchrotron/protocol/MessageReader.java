package org.synchrotron.protocol;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/** Makes messages from the fields of their JSON. */
final class MessageReader {

    /** By {@code type}. */
    static final Map<String, Function<WireObject, ClientMessage>> FROM_CLIENT = Map.of(
            "hello", MessageReader::hello,
            "upload", MessageReader::upload,
            "received", MessageReader::received,
            "need", need -> new ClientMessage.Need(RowMessages.scope(need.part("rows"))),
            "partReceived", received -> new ClientMessage.PartReceived(received.count("part")),
            "ask", MessageReader::ask,
            "token", token -> new ClientMessage.Token(token.text("token")));

    /** By {@code type}. */
    static final Map<String, Function<WireObject, ServerMessage>> FROM_SERVER = Map.ofEntries(
            entry("welcome", MessageReader::welcome),
            entry("delivery", MessageReader::delivery),
            entry("audiences", RowMessages::audiences),
            entry("rows", RowMessages::start),
            entry(RowsText.TYPE, RowMessages::present),
            entry("rowsGone", RowMessages::gone),
            entry("rowsOutcomes", RowMessages::outcomes),
            entry("rowsEnd", RowMessages::end),
            entry("wake", MessageReader::wake),
            entry("accepted", MessageReader::accepted),
            entry("behindHead", MessageReader::behindHead),
            entry("tokenAccepted", token -> new ServerMessage.TokenAccepted(token.count("lastsMs"))),
            entry("answer", MessageReader::answer),
            entry("refused", MessageReader::refused));

    private MessageReader() {}

    private static ClientMessage hello(WireObject hello) {
        return new ClientMessage.Hello(
                hello.smallCount("protocol"),
                hello.text("clientId", ClientId::new),
                hello.optionalText("cursor", Cursor::new),
                RowMessages.optionalClock(hello, "base"),
                hello.flag("history"),
                report(hello.part("replica")),
                Objects.requireNonNullElse(hello.optionalCount("welcomes"), 0L),
                WireSchema.read(hello.optionalPart("schema")),
                hello.optionalText("resume", ResumePoint::new),
                hello.flag("receipts"));
    }

    private static ReplicaReport report(WireObject replica) {
        return new ReplicaReport(replica.text("library"), replica.count("pending"), replica.count("quarantined"));
    }

    private static ClientMessage upload(WireObject upload) {
        return new ClientMessage.Upload(upload.count("uploadId"), records(upload));
    }

    private static List<UploadedRecord> records(WireObject upload) {
        Map<ActionId, EffectClaim> digests = new HashMap<>();
        for (WireObject each : upload.objects("digests")) {
            ActionId id = each.text("id", ActionId::new);
            EffectClaim claim = new EffectClaim.Digest(each.text("digest"), Set.copyOf(each.texts("audiences")));
            if (digests.put(id, claim) != null) {
                throw each.malformed("id", "has a digest already");
            }
        }
        List<UploadedRecord> records = new ArrayList<>();
        for (LogEntry entry : WireEntries.read(upload.objects("actions"), upload.objects("amrs"))) {
            EffectClaim digest = digests.remove(entry.record().id());
            if (digest != null && !entry.effects().isEmpty()) {
                throw upload.malformed("digests", "has a record whose row changes are in amrs");
            }
            records.add(
                    digest == null ? UploadedRecord.withChanges(entry) : new UploadedRecord(entry.record(), digest));
        }
        if (!digests.isEmpty()) {
            throw upload.malformed("digests", "names a record that is not in the message");
        }
        return records;
    }

    private static ClientMessage received(WireObject received) {
        return new ClientMessage.Received(received.count("upTo"), RowMessages.optionalClock(received, "base"));
    }

    private static ClientMessage ask(WireObject ask) {
        return new ClientMessage.Ask(ask.count("questionId"), Question.of(ask.text("question")));
    }

    private static ServerMessage welcome(WireObject welcome) {
        return new ServerMessage.Welcome(
                welcome.smallCount("protocol"),
                welcome.text("userId", UserId::new),
                welcome.text("serverEpoch"),
                welcome.count("head"),
                welcome.count("serverTimeMs"),
                Set.copyOf(welcome.texts("audiences")),
                welcome.smallCount("maxMessageBytes"),
                Set.copyOf(welcome.texts("retired")),
                Objects.requireNonNullElse(welcome.optionalCount("welcomes"), 0L),
                welcome.flag("anew"),
                welcome.optionalCount("logStartMs"),
                WireSchema.read(welcome.optionalPart("schema")),
                welcome.optionalCount("tokenLastsMs"),
                limits(welcome.optionalPart("limits")));
    }

    /** A newer server may take larger uploads than this protocol knows. */
    private static @Nullable RecordLimits limits(@Nullable WireObject limits) {
        return limits == null
                ? null
                : new RecordLimits(
                        Math.min(limits.smallCount("records"), ClientMessage.Upload.MOST_RECORDS),
                        limits.smallCount("args"),
                        limits.smallCount("rowChanges"));
    }

    private static ServerMessage delivery(WireObject delivery) {
        return new ServerMessage.Delivery(
                delivery.text("userId", UserId::new),
                RowMessages.audiencesDigest(delivery),
                delivery.count("after"),
                delivery.count("upTo"),
                delivery.count("head"),
                delivery.text("cursor", Cursor::new),
                WireEntries.read(delivery.objects("actions"), delivery.objects("modifiedRows")),
                delivery.optionalObjects("receipts").stream().map(Receipt::read).toList());
    }

    private static ServerMessage wake(WireObject wake) {
        return new ServerMessage.Wake(wake.count("head"));
    }

    private static ServerMessage accepted(WireObject accepted) {
        return new ServerMessage.Accepted(accepted.count("uploadId"), accepted.count("head"), outcomes(accepted));
    }

    static Map<ActionId, Outcome> outcomes(WireObject message) {
        Map<ActionId, Outcome> outcomes = new HashMap<>();
        message.objects("outcomes")
                .forEach(each -> outcomes.put(each.text("id", ActionId::new), WireEntries.outcome(each, "")));
        return outcomes;
    }

    private static ServerMessage behindHead(WireObject behind) {
        return new ServerMessage.BehindHead(behind.count("uploadId"), behind.count("head"));
    }

    private static ServerMessage answer(WireObject answer) {
        Long head = answer.optionalCount("head");
        Reply reply = head == null
                ? new Reply.None(answer.text("code", Refusal::of), answer.text("message"))
                : new Reply.Head(head);
        return new ServerMessage.Answer(answer.count("questionId"), reply);
    }

    private static ServerMessage refused(WireObject refused) {
        return new ServerMessage.Refused(
                refused.optionalCount("uploadId"),
                refused.text("code", Refusal::of),
                refused.text("message"),
                refused.optionalText("actionId", ActionId::new),
                refused.count("serverTimeMs"),
                refused.optionalCount("retryAfterMs"));
    }
}
