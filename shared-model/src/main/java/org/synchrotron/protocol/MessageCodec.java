package org.synchrotron.protocol;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.protocol.WireMessages.WireAccepted;
import org.synchrotron.protocol.WireMessages.WireAnswer;
import org.synchrotron.protocol.WireMessages.WireAsk;
import org.synchrotron.protocol.WireMessages.WireDelivery;
import org.synchrotron.protocol.WireMessages.WireOutcomes;
import org.synchrotron.protocol.WireMessages.WireRows;
import org.synchrotron.protocol.WireMessages.WireUpload;

/**
 * Converts messages between Java and JSON. A message is one JSON object whose first field is {@code type}; see {@link RowsText} for the
 * one that has something after it. It is read completely
 * into a tree within {@link org.synchrotron.log.JsonLimits#MESSAGE}, and then field by field. Unknown fields are ignored, so that
 * a newer peer may send more. Thread-safe. Creating an instance is expensive; share one.
 */
public final class MessageCodec {

    /** The JSON of a kind of message, for writing. */
    private record Form<M, W>(String type, Class<M> message, Function<M, W> wire) {

        static <M> Form<M, M> plain(String type, Class<M> message) {
            return new Form<>(type, message, Function.identity());
        }
    }

    private static final Map<Class<?>, Form<?, ?>> FORMS = Stream.of(
                    Form.plain("hello", ClientMessage.Hello.class),
                    new Form<>("upload", ClientMessage.Upload.class, WireUpload::of),
                    Form.plain("received", ClientMessage.Received.class),
                    Form.plain("need", ClientMessage.Need.class),
                    Form.plain("partReceived", ClientMessage.PartReceived.class),
                    new Form<>("ask", ClientMessage.Ask.class, WireAsk::of),
                    Form.plain("token", ClientMessage.Token.class),
                    Form.plain("welcome", ServerMessage.Welcome.class),
                    new Form<>("delivery", ServerMessage.Delivery.class, WireDelivery::of),
                    Form.plain("audiences", ServerMessage.Audiences.class),
                    Form.plain("rows", RowsMessage.RowsStart.class),
                    new Form<>(RowsText.TYPE, RowsMessage.RowsPresent.class, WireRows::of),
                    Form.plain("rowsGone", RowsMessage.RowsGone.class),
                    new Form<>("rowsOutcomes", RowsMessage.RowsOutcomes.class, WireOutcomes::of),
                    Form.plain("rowsEnd", RowsMessage.RowsEnd.class),
                    Form.plain("wake", ServerMessage.Wake.class),
                    new Form<>("accepted", ServerMessage.Accepted.class, WireAccepted::of),
                    Form.plain("behindHead", ServerMessage.BehindHead.class),
                    Form.plain("tokenAccepted", ServerMessage.TokenAccepted.class),
                    new Form<>("answer", ServerMessage.Answer.class, WireAnswer::of),
                    Form.plain("refused", ServerMessage.Refused.class))
            .collect(Collectors.toUnmodifiableMap(Form::message, Function.identity()));

    private final Jsonb json = JsonbBuilder.create(new JsonbConfig().withAdapters(IdAdapters.all()));

    /** {@return the message as JSON text} */
    public String write(ClientMessage message) {
        return write(message, form(message));
    }

    /** {@return the message as JSON text} */
    public String write(ServerMessage message) {
        String text = write(message, form(message));
        if (message instanceof ServerMessage.Delivery delivery) {
            return joined(text, DeliveredRecords.of(delivery.entries()).texts(this::text));
        }
        return message instanceof RowsMessage.RowsPresent present ? RowsText.of(text, present.rows()) : text;
    }

    private DeliveredRecords.Text text(LogEntry entry) {
        WireBatch batch = WireBatch.of(List.of(entry));
        return new DeliveredRecords.Text(
                json.toJson(batch.actions().get(0)),
                batch.modifiedRows().stream().map(json::toJson).collect(Collectors.joining(",")));
    }

    /** {@return the object with these records as two more members} It has others. */
    private static String joined(String object, List<DeliveredRecords.Text> records) {
        Stream<String> changes =
                records.stream().map(DeliveredRecords.Text::changes).filter(each -> !each.isEmpty());
        return object.substring(0, object.length() - 1)
                + records.stream()
                        .map(DeliveredRecords.Text::action)
                        .collect(Collectors.joining(",", ",\"actions\":[", "],\"modifiedRows\":["))
                + changes.collect(Collectors.joining(",", "", "]}"));
    }

    /**
     * {@return the message from a client in this text}
     *
     * @throws MalformedMessage if the text is not such a message
     */
    public ClientMessage readFromClient(String text) {
        return read(text, MessageReader.FROM_CLIENT);
    }

    /**
     * {@return the message from a server in this text}
     *
     * @throws MalformedMessage if the text is not such a message
     */
    public ServerMessage readFromServer(String text) {
        String rows = RowsText.rows(text);
        return rows == null
                ? read(text, MessageReader.FROM_SERVER)
                : RowsText.with(read(RowsText.header(text), MessageReader.FROM_SERVER), rows);
    }

    @SuppressWarnings("unchecked") // The form was found by the class of the message.
    private <W> String write(Object message, Form<?, W> form) {
        W wire = ((Form<Object, W>) form).wire().apply(message);
        return "{\"type\":\"" + form.type() + "\"," + json.toJson(wire).substring(1);
    }

    /**
     * The one place that catches every failure: what a peer sends may show a mistake of ours, and the answer is the same. It
     * names nothing of the text, which may be another's.
     */
    private static <M> M read(String text, Map<String, Function<WireObject, M>> readers) {
        try {
            JsonObject message = JsonText.readMessage(text);
            Function<WireObject, M> reader = readers.get(type(message));
            if (reader == null) {
                throw new MalformedMessage("unknown message type, expected one of " + new TreeSet<>(readers.keySet()));
            }
            return reader.apply(new WireObject(message, ""));
        } catch (MalformedMessage e) {
            throw e;
        } catch (MalformedJson e) {
            throw new MalformedMessage(
                    "cannot read the message of " + text.length() + " characters: " + e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new MalformedMessage("cannot read the message of " + text.length() + " characters", e);
        }
    }

    private static String type(JsonObject message) {
        boolean first = !message.isEmpty() && message.keySet().iterator().next().equals("type");
        if (first && message.get("type") instanceof JsonString type) {
            return type.getString();
        }
        throw new MalformedMessage("a message must be a JSON object whose first field is its type");
    }

    private static Form<?, ?> form(Object message) {
        return requireNonNull(FORMS.get(message.getClass()), () -> "no JSON form of " + message.getClass());
    }
}
