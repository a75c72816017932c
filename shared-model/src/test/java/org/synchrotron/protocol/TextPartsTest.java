package org.synchrotron.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.protocol.MessageParts.TooLong;

class TextPartsTest {

    @Test
    void aShortTextIsOnePart() {
        assertThat(TextParts.of("", 3)).containsExactly("");
        assertThat(TextParts.of("abc", 3)).containsExactly("abc");
    }

    @Test
    void aLongTextIsSplit() {
        assertThat(TextParts.of("abcdefg", 3)).containsExactly("abc", "def", "g");
    }

    @Test
    void aSurrogatePairIsNeverSplit() {
        String pair = "\uD83D\uDE00";
        assertThat(TextParts.of("ab" + pair + pair + "c", 3)).containsExactly("ab", pair, pair + "c");
    }

    @Test
    void theJoinedPartsAreTheMessage() throws TooLong {
        MessageParts parts = new MessageParts(7);
        List<String> sent = TextParts.of("abcdefg", 3);
        assertThat(parts.add(sent.get(0), false)).isNull();
        assertThat(parts.add(sent.get(1), false)).isNull();
        assertThat(parts.add(sent.get(2), true)).isEqualTo("abcdefg");
        assertThat(parts.add("next", true)).isEqualTo("next");
    }

    @Test
    void aMessageThatIsTooLongIsDropped() throws TooLong {
        MessageParts parts = new MessageParts(5);
        parts.add("abc", false);
        assertThatThrownBy(() -> parts.add("def", true)).isInstanceOf(TooLong.class);
        assertThat(parts.add("abc", true)).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "\uD83D\uDE00"})
    void theLengthOfAMessageIsCountedInBytesOfUtf8(String character) throws TooLong {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        MessageParts parts = new MessageParts(2 * bytes);
        parts.add(character, false);
        assertThat(parts.add(character, true)).isEqualTo(character + character);
        assertThat(parts.add(character + character, true)).isEqualTo(character + character);
        parts.add(character, false);
        assertThatThrownBy(() -> parts.add(character + "a", true)).isInstanceOf(TooLong.class);
    }
}
