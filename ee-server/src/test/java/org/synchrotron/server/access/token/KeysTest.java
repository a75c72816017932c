package org.synchrotron.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys and rules a server starts with. */
class KeysTest {

    @Test
    void aPublicKeyDecidesTheAlgorithm() {
        assertThat(read(TokenForge.pem(TokenForge.rsa(2048))).algorithms()).containsExactly(JWSAlgorithm.RS256);
        assertThat(read("text before\n" + TokenForge.pem(TokenForge.curve("secp256r1")))
                        .algorithms())
                .containsExactly(JWSAlgorithm.ES256);
    }

    @Test
    void weakKeysAndOthersAreRefused() {
        assertThatThrownBy(() -> read(TokenForge.pem(TokenForge.rsa(1024)))).hasMessageContaining("2048");
        assertThatThrownBy(() -> read(TokenForge.pem(TokenForge.curve("secp384r1"))))
                .hasMessageContaining("P-256");
        assertThatThrownBy(() -> OneKey.secret("short")).hasMessageContaining("at least 32");
        assertThatThrownBy(() -> OneKey.secret(TokenForge.pem(TokenForge.rsa(2048))))
                .hasMessageContaining("synchrotron.token.key-file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void aFileWithoutAPublicKeyIsRefused(String pem) {
        assertThatThrownBy(() -> PemKey.read(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("synchrotron.token.key-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/keys", "ftp://localhost/keys", "/keys", "file:///keys", "http:keys"})
    void keysComeByHttpsOrFromThisMachine(String address) {
        assertThatThrownBy(() -> new JwksDownload(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("synchrotron.token.jwks-url");
    }

    @Test
    void rulesWithoutARoleOrWithTheEnginesOrForTooLongAreRefused() {
        assertThatThrownBy(() -> rules(List.of(), Duration.ofHours(1))).hasMessageContaining("synchrotron.roles");
        assertThatThrownBy(() -> rules(List.of("synchrotron_user", "synchrotron_engine"), Duration.ofHours(1)))
                .hasMessageContaining("synchrotron.roles");
        assertThatThrownBy(() -> rules(List.of("synchrotron_user"), Duration.ofDays(31)))
                .hasMessageContaining("synchrotron.token.lifetime");
        assertThatThrownBy(() -> rules(List.of("synchrotron_user"), Duration.ZERO))
                .hasMessageContaining("synchrotron.token.lifetime");
    }

    private static TokenRules rules(List<String> roles, Duration longest) {
        return new TokenRules("sub", roles, null, null, longest);
    }

    private static OneKey read(String pem) {
        return OneKey.of(PemKey.read(pem));
    }
}
