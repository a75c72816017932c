package org.synchrotron.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/** Makes messages from the fields of their JSON. */
final class MessageReader {

    /** By {@code type}. */
    static final Map<String, Function<WireObject, ClientMessage>> FROM_CLIENT = Map.of(
            "hello", MessageReader::hello,
            "upload", MessageReader::upload,
            "received", MessageReader::received);

    /** By {@code type}. */
    static final Map<String, Function<WireObject, ServerMessage>> FROM_SERVER = Map.of(
            "welcome", MessageReader::welcome,
            "delivery", MessageReader::delivery,
            "wake", MessageReader::wake,
            "accepted", MessageReader::accepted,
            "behindHead", MessageReader::behindHead,
            "refused", MessageReader::refused);

    private MessageReader() {}

    private static ClientMessage hello(WireObject hello) {
        return new ClientMessage.Hello(
                hello.smallCount("protocol"),
                hello.text("clientId", ClientId::new),
                hello.count("cursor"),
                hello.optionalText("serverEpoch"));
    }

    private static ClientMessage upload(WireObject upload) {
        return new ClientMessage.Upload(
                upload.count("uploadId"),
                upload.count("basisServerIngestId"),
                WireEntries.read(upload.objects("actions"), upload.objects("amrs")));
    }

    private static ClientMessage received(WireObject received) {
        return new ClientMessage.Received(received.count("cursor"));
    }

    private static ServerMessage welcome(WireObject welcome) {
        return new ServerMessage.Welcome(
                welcome.smallCount("protocol"),
                welcome.text("userId", UserId::new),
                welcome.text("serverEpoch"),
                welcome.count("head"),
                welcome.count("serverTimeMs"),
                Set.copyOf(welcome.texts("audiences")),
                welcome.smallCount("maxMessageBytes"));
    }

    private static ServerMessage delivery(WireObject delivery) {
        return new ServerMessage.Delivery(
                delivery.text("userId", UserId::new),
                delivery.count("after"),
                delivery.count("upTo"),
                delivery.count("head"),
                WireEntries.read(delivery.objects("actions"), delivery.objects("modifiedRows")));
    }

    private static ServerMessage wake(WireObject wake) {
        return new ServerMessage.Wake(wake.count("head"));
    }

    private static ServerMessage accepted(WireObject accepted) {
        Map<ActionId, Outcome> outcomes = new HashMap<>();
        accepted.objects("outcomes")
                .forEach(each -> outcomes.put(each.text("id", ActionId::new), WireEntries.outcome(each, "")));
        return new ServerMessage.Accepted(accepted.count("uploadId"), accepted.count("head"), outcomes);
    }

    private static ServerMessage behindHead(WireObject behind) {
        return new ServerMessage.BehindHead(behind.count("uploadId"), behind.count("head"));
    }

    private static ServerMessage refused(WireObject refused) {
        return new ServerMessage.Refused(
                refused.optionalCount("uploadId"),
                refused.text("code", Refusal::of),
                refused.text("message"),
                refused.optionalText("actionId", ActionId::new),
                refused.count("serverTimeMs"));
    }
}
