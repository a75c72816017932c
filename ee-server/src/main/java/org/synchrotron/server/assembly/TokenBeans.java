package org.synchrotron.server.assembly;

import com.nimbusds.jose.JWSAlgorithm;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.clock.WallClock;
import org.synchrotron.server.access.token.JwksDownload;
import org.synchrotron.server.access.token.JwksKeys;
import org.synchrotron.server.access.token.OneKey;
import org.synchrotron.server.access.token.PemKey;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.access.token.TokenKeys;
import org.synchrotron.server.access.token.TokenRules;
import org.synchrotron.server.access.token.TokenVerifier;
import org.synchrotron.server.runtime.KeySetting;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.runtime.TokenSettings;

/** Creates the beans that verify tokens. */
@Dependent
class TokenBeans {

    private static final System.Logger LOG = System.getLogger(TokenBeans.class.getName());

    @Produces
    @Singleton
    RevokedAccess revoked() {
        return new RevokedAccess();
    }

    @Produces
    @Singleton
    TokenVerifier tokens(TokenSettings settings, Settings server, RevokedAccess revoked, WallClock wall) {
        TokenRules rules = new TokenRules(
                settings.userClaim().orElse(TokenRules.SUBJECT),
                server.roles(),
                settings.issuer().orElse(null),
                settings.audience().orElse(null),
                settings.lifetime());
        warnOf(rules);
        return new TokenVerifier(keys(settings), rules, revoked, wall);
    }

    private static void warnOf(TokenRules rules) {
        if (rules.audience() == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "synchrotron.token.audience is not set: tokens that the issuer made for other services are accepted");
        }
        if (rules.issuer() == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "synchrotron.token.issuer is not set: the claim iss of tokens is not checked");
        }
    }

    private static TokenKeys keys(TokenSettings settings) {
        Set<JWSAlgorithm> wanted = Stream.of(settings.algorithms().orElse("").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(JWSAlgorithm::parse)
                .collect(Collectors.toUnmodifiableSet());
        KeySetting key = settings.key();
        if (key instanceof KeySetting.Published published) {
            return new JwksKeys(
                    new JwksDownload(URI.create(published.url().strip())),
                    wanted.isEmpty() ? JwksKeys.POSSIBLE : wanted,
                    JwksKeys.INTERVAL,
                    CoreBeans.nanos());
        }
        OneKey one = key instanceof KeySetting.Secret secret
                ? OneKey.secret(secret.value())
                : OneKey.of(PemKey.read(text(((KeySetting.File) key).path())));
        if (!wanted.isEmpty() && !wanted.equals(one.algorithms())) {
            throw new IllegalStateException("synchrotron.token.algorithms is " + wanted
                    + ", but the key that is set is for " + one.algorithms());
        }
        return one;
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file.strip()));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the file in synchrotron.token.key-file cannot be read: " + e.getMessage(), e);
        }
    }
}
