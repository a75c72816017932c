package org.synchrotron.protocol;

import static java.util.Objects.requireNonNull;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.protocol.WireMessages.WireAccepted;
import org.synchrotron.protocol.WireMessages.WireDelivery;
import org.synchrotron.protocol.WireMessages.WireUpload;

/**
 * Converts messages between Java and JSON. A message is one JSON object whose first field is {@code type}. Unknown fields are
 * ignored, so that a newer peer may send more. Thread-safe. Creating an instance is expensive; share one.
 */
public final class MessageCodec {

    private record Form<M, W>(String type, Class<M> message, Class<W> wire, Function<M, W> write, Function<W, M> read) {

        static <M> Form<M, M> plain(String type, Class<M> message) {
            return new Form<>(type, message, message, Function.identity(), Function.identity());
        }
    }

    private static final Map<String, Form<?, ?>> FROM_CLIENT = byType(
            Form.plain("hello", ClientMessage.Hello.class),
            new Form<>("upload", ClientMessage.Upload.class, WireUpload.class, WireUpload::of, WireUpload::message),
            Form.plain("received", ClientMessage.Received.class));

    private static final Map<String, Form<?, ?>> FROM_SERVER = byType(
            Form.plain("welcome", ServerMessage.Welcome.class),
            new Form<>(
                    "delivery",
                    ServerMessage.Delivery.class,
                    WireDelivery.class,
                    WireDelivery::of,
                    WireDelivery::message),
            Form.plain("wake", ServerMessage.Wake.class),
            new Form<>(
                    "accepted",
                    ServerMessage.Accepted.class,
                    WireAccepted.class,
                    WireAccepted::of,
                    WireAccepted::message),
            Form.plain("behindHead", ServerMessage.BehindHead.class),
            Form.plain("refused", ServerMessage.Refused.class));

    private static final Map<Class<?>, Form<?, ?>> BY_MESSAGE = Stream.of(FROM_CLIENT, FROM_SERVER)
            .flatMap(forms -> forms.values().stream())
            .collect(Collectors.toUnmodifiableMap(Form::message, Function.identity()));

    private final JsonParserFactory parsers = Json.createParserFactory(Map.of());
    private final Jsonb json = JsonbBuilder.create(new JsonbConfig().withAdapters(IdAdapters.all()));

    /** {@return the message as JSON text} */
    public String write(ClientMessage message) {
        return write(message, form(message));
    }

    /** {@return the message as JSON text} */
    public String write(ServerMessage message) {
        return write(message, form(message));
    }

    /**
     * {@return the message from a client in this text}
     *
     * @throws MalformedMessage if the text is not such a message
     */
    public ClientMessage readFromClient(String text) {
        return (ClientMessage) read(text, FROM_CLIENT);
    }

    /**
     * {@return the message from a server in this text}
     *
     * @throws MalformedMessage if the text is not such a message
     */
    public ServerMessage readFromServer(String text) {
        return (ServerMessage) read(text, FROM_SERVER);
    }

    @SuppressWarnings("unchecked") // The form was found by the class of the message.
    private <W> String write(Object message, Form<?, W> form) {
        W wire = ((Form<Object, W>) form).write().apply(message);
        return "{\"type\":\"" + form.type() + "\"," + json.toJson(wire).substring(1);
    }

    private Object read(String text, Map<String, Form<?, ?>> forms) {
        try {
            String type = type(text);
            Form<?, ?> form = forms.get(type);
            if (form == null) {
                throw new MalformedMessage("unknown message type '" + type + "', expected one of " + forms.keySet());
            }
            return read(text, form);
        } catch (JsonbException | JsonException | IllegalArgumentException | NullPointerException e) {
            throw new MalformedMessage(
                    "cannot read the message of " + text.length() + " characters: " + e.getMessage(), e);
        }
    }

    private <M, W> M read(String text, Form<M, W> form) {
        return form.read().apply(json.fromJson(text, form.wire()));
    }

    private String type(String text) {
        try (JsonParser parser = parsers.createParser(new StringReader(text))) {
            boolean first = parser.next() == JsonParser.Event.START_OBJECT
                    && parser.next() == JsonParser.Event.KEY_NAME
                    && parser.getString().equals("type")
                    && parser.next() == JsonParser.Event.VALUE_STRING;
            if (!first) {
                throw new MalformedMessage("a message must be a JSON object whose first field is its type");
            }
            return parser.getString();
        }
    }

    private static Form<?, ?> form(Object message) {
        return requireNonNull(BY_MESSAGE.get(message.getClass()), () -> "no JSON form of " + message.getClass());
    }

    private static Map<String, Form<?, ?>> byType(Form<?, ?>... forms) {
        return Stream.of(forms).collect(Collectors.toUnmodifiableMap(Form::type, Function.identity()));
    }
}
