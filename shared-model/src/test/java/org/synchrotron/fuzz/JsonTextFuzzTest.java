package org.synchrotron.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.PortableJson;

class JsonTextFuzzTest {

    @FuzzTest
    void aTextIsRefusedOrIsTheObjectThatItsWritingGives(byte[] text) {
        FuzzedText.check(text, JsonTextFuzzTest::check);
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
