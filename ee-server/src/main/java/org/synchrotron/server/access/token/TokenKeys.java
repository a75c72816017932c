package org.synchrotron.server.access.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of the tokens' issuer. Thread-safe. */
public interface TokenKeys {

    /** {@return the algorithms with which tokens may be signed: fixed by configuration, whatever a token says} */
    Set<JWSAlgorithm> algorithms();

    /**
     * {@return what verifies signatures of this algorithm}
     *
     * @param algorithm one of {@link #algorithms}
     * @param keyId the key id that the token names; null if it names none
     * @throws InvalidToken if there is no such key
     */
    JWSVerifier verifier(JWSAlgorithm algorithm, @Nullable String keyId) throws InvalidToken;
}
