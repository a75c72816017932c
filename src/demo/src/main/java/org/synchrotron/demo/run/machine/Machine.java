package org.synchrotron.demo.run.machine;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The clocks and the random numbers of a run.
 *
 * @param clock the time of day
 * @param nanoTime a clock to measure durations, in nanoseconds since an arbitrary moment
 * @param random for passwords and keys
 */
public record Machine(InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {

    private static final int SECRET_BYTES = 32;

    /** {@return the clocks of this machine and a secure random generator} */
    public static Machine real() {
        return new Machine(InstantSource.system(), System::nanoTime, new SecureRandom());
    }

    /** {@return a password or key for one run: 256 random bits as hexadecimal digits} */
    public String secret() {
        byte[] bits = new byte[SECRET_BYTES];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
