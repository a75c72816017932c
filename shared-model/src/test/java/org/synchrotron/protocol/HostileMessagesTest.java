package org.synchrotron.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.ClientId;
import org.synchrotron.schema.TrackedSchema;

/** What a peer may send that is no message: each text is answered with one exception, soon. */
@DisplayName("A hostile message")
class HostileMessagesTest {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String UPLOAD =
            CODEC.write(new ClientMessage.Upload(1, UploadedRecord.withChanges(List.of(MessageCodecTest.entry(null)))));
    private static final String HELLO =
            CODEC.write(ClientMessage.Hello.of(new ClientId("till-7"), null, ReplicaReport.NOTHING));
    private static final String DELIVERY = MessageCodecTest.serverMessages()
            .filter(ServerMessage.Delivery.class::isInstance)
            .map(CODEC::write)
            .findFirst()
            .orElseThrow();

    private static AbstractThrowableAssert<?, ?> refused(String text) {
        return assertThatThrownBy(() -> assertTimeoutPreemptively(SOON, () -> CODEC.readFromClient(text)))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"hello\",\"x\":[",
                "{\"type\":\"hello\",\"x\":{",
                "{\"type\":\"hello\",\"x\":[[1,{\"y\":",
                "{\"type\":\"hello\",\"protocol\":1,\"clientId\":\"a\",\"cursor\":\"e:0\",\"x\":[1",
            })
    void endsInAnUnknownField(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "{}",
                "{\"version\":\"1\"}",
                "{\"version\":1,\"tables\":{}}",
                "{\"version\":\"\",\"tables\":{}}",
                "{\"version\":\"1\",\"tables\":[]}",
                "{\"version\":\"1\",\"tables\":{\"SECRET\":\"text\"}}",
                "{\"version\":\"1\",\"tables\":{\"\":{}}}",
                "{\"version\":\"1\",\"tables\":{\"t\":{\"SECRET\":1}}}",
                "{\"version\":\"1\",\"tables\":{\"t\":{\"\":\"text\"}}}",
                "{\"version\":\"1\",\"tables\":{\"t\":{\"SECRET\":\"\"}}}",
                "{\"version\":\"1\",\"tables\":{\"t\":{\"a\\u0000\":\"text\"}}}"
            })
    void tellsASchemaThatIsNone(String schema) {
        refused(hello(schema)).hasMessageContaining("schema").hasMessageNotContaining("SECRET");
    }

    private static String hello(String schema) {
        return HELLO.substring(0, HELLO.length() - 1) + ",\"schema\":" + schema + "}";
    }

    @Test
    void tellsASchemaThatIsTooLarge() {
        String tables = IntStream.rangeClosed(0, TrackedSchema.MOST_TABLES)
                .mapToObj(n -> "\"t" + n + "\":{}")
                .collect(Collectors.joining(","));
        refused(hello("{\"version\":\"1\",\"tables\":{" + tables + "}}")).hasMessageContaining("1001 tables");
    }

    @Test
    void endsAnywhere() {
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int end = 0; end < UPLOAD.length(); end++) {
                String text = UPLOAD.substring(0, end);
                assertThatThrownBy(() -> CODEC.readFromClient(text)).isInstanceOf(MalformedMessage.class);
            }
            for (int end = 0; end < DELIVERY.length(); end++) {
                String text = DELIVERY.substring(0, end);
                assertThatThrownBy(() -> CODEC.readFromServer(text)).isInstanceOf(MalformedMessage.class);
            }
        });
    }

    @Test
    void lacksAQuoteABracketOrAComma() {
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int at = 0; at < UPLOAD.length(); at++) {
                String text = UPLOAD.substring(0, at) + UPLOAD.substring(at + 1);
                if ("\"[]{},".indexOf(UPLOAD.charAt(at)) >= 0) {
                    assertThatThrownBy(() -> CODEC.readFromClient(text)).isInstanceOf(MalformedMessage.class);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {900, 5_000, 100_000})
    void isDeep(int depth) {
        refused("{\"type\":\"received\",\"upTo\":1,\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
                .hasMessageContaining("enclose");
        refused("{\"type\":\"received\",\"upTo\":1,\"x\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}")
                .hasMessageContaining("enclose");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e99999999999999999999", "0e99999999999"})
    void holdsANumberWithAHugeExponent(String number) {
        refused("{\"type\":\"received\",\"upTo\":1,\"x\":" + number + "}").hasMessageContaining("digits");
        refused("{\"type\":\"received\",\"upTo\":" + number + "}");
    }

    @Test
    void holdsANumberOfAMillionDigits() {
        refused("{\"type\":\"received\",\"upTo\":1,\"x\":" + "1".repeat(1_000_000) + "}")
                .hasMessageContaining("digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " x", "\0", ",", "]", "{\"type\":\"received\",\"upTo\":2}"})
    void goesOnAfterItsEnd(String trailing) {
        refused("{\"type\":\"received\",\"upTo\":1}" + trailing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"received\",\"upTo\":1,\"upTo\":2}",
                "{\"type\":\"received\",\"upTo\":1,\"type\":\"hello\"}",
                "{\"type\":\"received\",\"upTo\":1,\"x\":[{\"a\":1,\"\\u0061\":1}]}"
            })
    void namesAFieldTwice(String text) {
        refused(text).hasMessageContaining("two members with one name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e30", "9223372036854775808", "-1", "1.5", "1e-3", "\"1\"", "true", "null", "[1]", "{}", "-0.1"
            })
    void hasAFieldThatIsNoCount(String count) {
        refused("{\"type\":\"received\",\"upTo\":" + count + "}").hasMessageContaining("upTo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1e0", "0.1e1", "10e-1"})
    void mayStillSpellAWholeNumberAsItLikes(String count) {
        assertThat(CODEC.readFromClient("{\"type\":\"received\",\"upTo\":" + count + "}"))
                .isEqualTo(ClientMessage.Received.upTo(1));
    }

    @Test
    void hasAnIntThatWraps() {
        refused("{\"type\":\"hello\",\"protocol\":4294967297,\"clientId\":\"a\",\"cursor\":\"e:0\"}")
                .hasMessage("protocol is above 2147483647");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"created_at\":\"1970-01-01T00:00:01Z\" | \"created_at\":\"soon\" | actions[0].created_at",
                "\"created_at\":\"1970-01-01T00:00:01Z\" | \"created_at\":\"1970-02-30T00:00:01Z\" | actions[0].created_at",
                "\"created_at\":\"1970-01-01T00:00:01Z\" | \"created_at\":1 | actions[0].created_at",
                "\"created_at\":\"1970-01-01T00:00:01Z\" | \"created_att\":\"x\" | actions[0].created_at",
                "\"clock_counter\":5 | \"clock_counter\":-5 | actions[0].clock_counter",
                "\"clock_time_ms\":1000 | \"clock_time_ms\":1e30 | actions[0].clock_time_ms",
                "\"_tag\":\"create_todo_v1\" | \"_tag\":\" \" | actions[0]._tag",
                "\"user_id\":\"alice\" | \"user_id\":\"\" | actions[0].user_id",
                "\"args\":{\"timestamp\":1000} | \"args\":{} | actions[0].args.timestamp",
                "\"args\":{\"timestamp\":1000} | \"args\":[] | actions[0].args",
                "\"args\":{\"timestamp\":1000} | \"args\":null | actions[0].args",
                "\"operation\":\"UPDATE\" | \"operation\":\"UPSERT\" | amrs[1].operation",
                "\"sequence\":1 | \"sequence\":-1 | amrs[1].sequence",
                "\"sequence\":1 | \"sequence\":4294967296 | amrs[1].sequence",
                "\"forward_patches\":{\"done\":true} | \"forward_patches\":null | amrs[1].forward_patches",
                "\"forward_patches\":{\"done\":true} | \"forward_patches\":\"{}\" | amrs[1].forward_patches",
                "\"reverse_patches\":{\"done\":false} | \"reverse_patches\":1 | amrs[1].reverse_patches",
                "\"audience_key\":\"project:7\" | \"audience_key\":null | amrs[0].audience_key",
            })
    void hasARecordOrRowChangeOfWhichAFieldIsWrong(String right, String wrong, String path) {
        assertThat(UPLOAD).contains(right);
        int at = path.startsWith("amrs[1]") ? UPLOAD.lastIndexOf(right) : UPLOAD.indexOf(right);
        refused(UPLOAD.substring(0, at) + wrong + UPLOAD.substring(at + right.length()))
                .hasMessageStartingWith(path + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"f96f9d19-5ef8-4eac-a391-154dd1a69a2b\",\"digest\":\"x\",\"audiences\":[]} | digests has a record whose row changes are in amrs",
                "{\"id\":\"00000000-5ef8-4eac-a391-154dd1a69a2b\",\"digest\":\"x\",\"audiences\":[]} | digests names a record that is not in the message",
                "{\"id\":\"f96f9d19-5ef8-4eac-a391-154dd1a69a2b\",\"audiences\":[]} | digests[0].digest is missing",
                "{\"id\":\"f96f9d19-5ef8-4eac-a391-154dd1a69a2b\",\"digest\":\"x\",\"audiences\":[1]} | digests[0].audiences[0] is not text",
                "1 | digests[0] is not an object",
            })
    void hasADigestThatIsWrong(String digest, String sentence) {
        refused(UPLOAD.replace("\"digests\":[]", "\"digests\":[" + digest + "]"))
                .hasMessage(sentence);
    }

    @Test
    void hasTwoDigestsOfARecord() {
        String digest = "{\"id\":\"f96f9d19-5ef8-4eac-a391-154dd1a69a2b\",\"digest\":\"x\",\"audiences\":[]}";
        refused(UPLOAD.replace("\"digests\":[]", "\"digests\":[" + digest + "," + digest + "]"))
                .hasMessage("digests[1].id has a digest already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a b\"", "\"\\u0000\"", "7", "{}"})
    void hasACursorThatIsNone(String cursor) {
        refused("{\"type\":\"hello\",\"protocol\":2,\"clientId\":\"a\",\"cursor\":" + cursor + "}")
                .hasMessageStartingWith("cursor ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"secret-token",
                "{\"type\":\"secret\"}",
                "{\"type\":\"hello\",\"secret\":1,\"secret\":2}"
            })
    void isNotRepeatedInTheAnswer(String text) {
        refused(text).hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00", "\0", "\uFEFF"})
    void holdsTextThatIsNoText(String text) {
        refused(text + "{\"type\":\"received\",\"upTo\":1}");
        refused("{\"type\":\"received\",\"upTo\":\"" + text + "\"}");
    }

    @Test
    void hasManyValues() {
        refused("{\"type\":\"received\",\"upTo\":1,\"x\":[" + "[],".repeat(4_500_000) + "1]}")
                .hasMessageContaining("values");
    }
}
