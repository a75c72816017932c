package org.synchrotron.demo.run.surroundings;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords and keys that live as long as one run. */
public final class Secret {

    private Secret() {}

    /** {@return 256 random bits as hexadecimal digits} */
    public static String random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
