package org.synchrotron.server.runtime;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the keys of bearer tokens are: exactly one of the ways is set. Immutable. */
public sealed interface KeySetting {

    /** A secret that this server shares with the issuer. */
    record Secret(String value) implements KeySetting {

        /** Does not show the secret. */
        @Override
        public String toString() {
            return "Secret[]";
        }
    }

    /** A file with a public key in PEM. */
    record File(String path) implements KeySetting {}

    /** An address where the issuer publishes its keys. */
    record Published(String url) implements KeySetting {}

    /**
     * {@return the one that is set}
     *
     * @throws IllegalStateException if there is none, or more than one
     */
    static KeySetting of(Optional<String> secret, Optional<String> file, Optional<String> url) {
        List<KeySetting> all = Stream.of(
                        set(secret).<KeySetting>map(Secret::new),
                        set(file).<KeySetting>map(File::new),
                        set(url).<KeySetting>map(Published::new))
                .flatMap(Optional::stream)
                .toList();
        if (all.size() > 1) {
            throw new IllegalStateException(
                    "more than one key of tokens is set: leave one of synchrotron.token.secret,"
                            + " synchrotron.token.key-file and synchrotron.token.jwks-url (or SYNC_JWT_SECRET and SYNC_JWT_JWKS_URL)");
        }
        if (all.isEmpty()) {
            throw new IllegalStateException(
                    "the setting synchrotron.token.secret is missing: set it, or synchrotron.token.key-file or"
                            + " synchrotron.token.jwks-url, as a system property or environment variable");
        }
        return all.get(0);
    }

    private static Optional<String> set(Optional<String> value) {
        return value.filter(text -> !text.isBlank());
    }
}
