package org.synchrotron.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.clock.HybridTimestamp;

@DisplayName("Stored arguments")
class StoredArgsTest {

    private static final String ID = "00000000-0000-0000-0000-000000000001";

    private static ActionRecord record(String tag, String args) {
        HybridTimestamp clock = new HybridTimestamp(7, 1);
        return new ActionRecord(
                new ActionId(ID),
                tag,
                new UserId("ann"),
                ClientId.SERVER,
                clock,
                StoredArgs.read(args, tag, clock),
                Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"timestamp\":1}", "{\"timestamp\":1,\"x\":{\"y\":[1e300]}}"})
    void areReadAsTheyAre(String args) {
        assertThat(record("any", args).args()).isEqualTo(JsonText.read(args));
        assertThat(record("any", args).isReadable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"timestamp\":1,\"x\":", "nonsense"})
    void thatAreNoneGetAPlaceholder(String args) {
        assertThat(record("any", args).isReadable()).isFalse();
        assertThat(record("any", args).args().getInt("timestamp")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 1_101})
    void withAVeryLongNumberGetAPlaceholder(int digits) {
        assertThat(record("any", "{\"timestamp\":1,\"x\":" + "1".repeat(digits) + "}")
                        .isReadable())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestamp\":1}",
                "{\"timestamp\":1,\"appliedActionIds\":[1],\"basisServerIngestId\":1}",
                "{\"timestamp\":1,\"appliedActionIds\":[\"x\"],\"basisServerIngestId\":1}",
                "{\"timestamp\":1,\"appliedActionIds\":[],\"basisServerIngestId\":-1}",
                "{\"timestamp\":1,\"appliedActionIds\":[],\"basisServerIngestId\":1,\"outcomes\":{\"" + ID + "\":1}}",
                "{\"timestamp\":1,\"appliedActionIds\":[],\"basisServerIngestId\":1,\"outcomes\":{\"" + ID + "\":{}}}",
                "{\"timestamp\":1,\"appliedActionIds\":[],\"basisServerIngestId\":1,\"outcomes\":{\"x\":{\"outcome\":\"applied\"}}}",
                "{\"timestamp\":\"soon\",\"appliedActionIds\":[],\"basisServerIngestId\":1}"
            })
    void ofACorrectionThatAreNotACorrectionsGetAPlaceholder(String args) {
        assertThat(record(SystemTags.CORRECTION, args).isReadable()).isFalse();
    }
}
