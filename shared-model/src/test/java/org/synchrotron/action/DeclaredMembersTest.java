package org.synchrotron.action;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.JsonText;

@DisplayName("The members that an action declares")
class DeclaredMembersTest {

    public record Line(
            String item,
            @Nullable @JsonbProperty("qty") Integer quantity,
            @Nullable List<Line> parts) {}

    /** It decides by itself which members it takes. */
    public record Point(int x, int y) {
        @JsonbCreator
        public static Point of(@JsonbProperty("at") List<Integer> at) {
            return new Point(at.get(0), at.get(1));
        }
    }

    @SyncAction("order_v1")
    public static class Order implements Action<Order.Args, String> {
        @SuppressWarnings("ArrayRecordComponent") // An action may declare one.
        public record Args(
                String id,
                @JsonbProperty("note_text") @Nullable String note,
                Optional<Line> gift,
                @Nullable List<Line> lines,
                Line @Nullable [] more,
                @Nullable Set<String> tags,
                @Nullable Map<String, Line> named,
                @Nullable JsonObject free,
                @Nullable JsonValue any,
                @Nullable Object object,
                @Nullable Point point) {

            public String getDerived() {
                return "derived";
            }

            public boolean isShort() {
                return true;
            }
        }

        @Override
        public String apply(Args args, ActionContext context) {
            return args.id();
        }
    }

    private static final ActionDefinition<Order.Args, String> ORDER = ActionDefinition.of(new Order());

    private static final ActionArguments ARGUMENTS = TestArguments.create();

    private static Optional<String> undeclared(String args) {
        return ARGUMENTS.undeclared(ORDER, JsonText.read(args));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"1\",\"timestamp\":5}",
                "{\"id\":null,\"note_text\":null,\"gift\":null,\"lines\":null,\"named\":null}",
                "{\"gift\":{\"item\":\"a\",\"qty\":1}}",
                "{\"lines\":[{\"item\":\"a\",\"parts\":[{\"item\":\"b\",\"qty\":2,\"parts\":[]}]},null]}",
                "{\"more\":[{\"item\":\"a\"}],\"tags\":[\"x\"]}",
                "{\"named\":{\"anything at all\":{\"item\":\"a\"}}}",
                "{\"free\":{\"x\":{\"y\":1}},\"any\":{\"x\":1},\"object\":{\"x\":1}}",
                "{\"point\":{\"at\":[1,2]}}",
                "{\"lines\":\"not what is declared, but no undeclared member\"}",
            })
    void areFound(String args) {
        assertThat(undeclared(args)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"1\",\"junk\":1} | junk",
                "{\"junk\":null} | junk",
                "{\"note\":\"the name in Java\"} | note",
                "{\"Id\":\"1\"} | Id",
                "{\"derived\":\"x\"} | derived",
                "{\"getDerived\":\"x\"} | getDerived",
                "{\"gift\":{\"item\":\"a\",\"timestamp\":1}} | gift.timestamp",
                "{\"gift\":{\"quantity\":1}} | gift.quantity",
                "{\"lines\":[{\"item\":\"a\"},{\"junk\":{}}]} | lines[1].junk",
                "{\"lines\":[{\"parts\":[{\"parts\":[{\"x\":1}]}]}]} | lines[0].parts[0].parts[0].x",
                "{\"more\":[{\"x\":1}]} | more[0].x",
                "{\"named\":{\"a\":{\"item\":\"a\"},\"b\":{\"x\":1}}} | named.b.x",
            })
    void areToldFromOthers(String args, String path) {
        assertThat(undeclared(args)).contains(path);
    }

    @Test
    void areAllThatIsWritten() {
        Line line = new Line("a", 1, List.of(new Line("b", null, null)));
        Order.Args args = new Order.Args(
                "1",
                "note",
                Optional.of(line),
                List.of(line),
                new Line[] {line},
                Set.of("t"),
                Map.of("k", line),
                JsonText.read("{\"x\":1}"),
                null,
                List.of(1),
                null);
        JsonObject written = ARGUMENTS.write(ORDER, args, 5);
        assertThat(written)
                .containsOnlyKeys(
                        "id", "note_text", "gift", "lines", "more", "tags", "named", "free", "object", "timestamp");
        assertThat(ARGUMENTS.undeclared(ORDER, written)).isEmpty();
        Order.Args read = ARGUMENTS.read(ORDER, written);
        assertThat(read.note()).isEqualTo("note");
        assertThat(read.gift()).contains(line);
        assertThat(read.named()).containsEntry("k", line);
    }
}
