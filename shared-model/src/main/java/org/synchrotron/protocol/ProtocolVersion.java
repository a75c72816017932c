package org.synchrotron.protocol;

/** The version of the protocol and where it is spoken. */
public final class ProtocolVersion {

    /** What this code speaks. A server answers a hello of another version with a refusal that names its own. */
    public static final int CURRENT = 1;

    /** The endpoint's path below the application. */
    public static final String PATH = "/synchrotron/v1";

    private ProtocolVersion() {}
}
