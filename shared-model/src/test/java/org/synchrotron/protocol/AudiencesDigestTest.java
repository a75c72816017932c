package org.synchrotron.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The digest of audiences")
class AudiencesDigestTest {

    @Test
    void isThatOfTheDocumentedText() {
        assertThat(AudiencesDigest.of(List.of("user:ann", "p")))
                .hasToString("SuSFP7FNozNOCyvg9_F6Y6LiWWIZIDlx-XE1SvxmN_s")
                .isEqualTo(AudiencesDigest.of(Set.of("p", "user:ann")));
    }

    @Test
    void tellsAudiencesApartThatLookAlikeWhenJoined() {
        assertThat(AudiencesDigest.of(Set.of("a", "b")))
                .isNotEqualTo(AudiencesDigest.of(Set.of("ab")))
                .isNotEqualTo(AudiencesDigest.of(Set.of("a1:b")))
                .isNotEqualTo(AudiencesDigest.of(Set.of()));
    }

    @Test
    void hasAForm() {
        assertThatThrownBy(() -> new AudiencesDigest("short")).isInstanceOf(IllegalArgumentException.class);
    }
}
