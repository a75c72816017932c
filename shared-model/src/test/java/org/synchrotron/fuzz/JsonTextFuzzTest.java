package org.synchrotron.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.PortableJson;

class JsonTextFuzzTest {

    /** Generous: the first use of a class may take seconds while Jazzer instruments it. Work without end exceeds every limit. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @FuzzTest
    void aTextIsRefusedOrIsTheObjectThatItsWritingGives(byte[] text) {
        assertTimeoutPreemptively(LIMIT, () -> check(new String(text, StandardCharsets.UTF_8)));
    }

    private static void check(String text) {
        JsonObject object;
        try {
            object = JsonText.read(text);
        } catch (MalformedJson refused) {
            assertThat(refused).message().isNotBlank();
            return;
        }
        String written = JsonText.of(object);
        assertThat(JsonText.read(written)).isEqualTo(object);
        if (PortableJson.unportablePart(object).isEmpty()) {
            assertThat(JsonText.readMessage(written)).isEqualTo(object);
            assertThat(readByTheLibrary(written)).isEqualTo(object);
        }
    }

    private static JsonObject readByTheLibrary(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
