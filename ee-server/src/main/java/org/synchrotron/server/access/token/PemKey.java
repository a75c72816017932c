package org.synchrotron.server.access.token;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a public key in PEM: {@code PUBLIC KEY} or {@code CERTIFICATE}. */
public final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private PemKey() {}

    /**
     * {@return the first public key in the text}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PublicKey read(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "the file in synchrotron.token.key-file must have a PUBLIC KEY or a CERTIFICATE in PEM");
        }
        try {
            return block.group(1).equals("CERTIFICATE") ? ofCertificate(block.group()) : of(decoded(block.group(2)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the key in synchrotron.token.key-file cannot be read", e);
        }
    }

    private static byte[] decoded(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private static PublicKey ofCertificate(String block) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)))
                .getPublicKey();
    }

    private static PublicKey of(byte[] encoded) throws GeneralSecurityException {
        X509EncodedKeySpec key = new X509EncodedKeySpec(encoded);
        try {
            return KeyFactory.getInstance("RSA").generatePublic(key);
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("EC").generatePublic(key);
        }
    }
}
