package org.synchrotron.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagFormTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "complete_todo_v1", "A-Z.0_9", SystemTags.CORRECTION, SystemTags.ROLLBACK})
    void lettersDigitsAndThreeSignsFit(String tag) {
        assertThat(TagForm.fits(tag)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "complete_todo_v1 ",
                " a",
                "a b",
                "a\tb",
                "a\n",
                "a\0",
                "a/b",
                "a:b",
                "a,b",
                "\u00e4",
                "\u0430",
                "\u0661",
                "a\u200b",
                "\uD83D"
            })
    void anythingElseDoesNot(String tag) {
        assertThat(TagForm.fits(tag)).isFalse();
    }

    @Test
    void theLengthIsBounded() {
        assertThat(TagForm.fits("x".repeat(TagForm.LONGEST))).isTrue();
        assertThat(TagForm.fits("x".repeat(TagForm.LONGEST + 1))).isFalse();
    }
}
