package org.synchrotron.protocol;

/** The version of the protocol, and the path of its endpoint. */
public final class ProtocolVersion {

    /** The version that this code implements. A server answers a hello with another version by a refusal that names its own. */
    public static final int CURRENT = 2;

    /** The endpoint's path, relative to the application. */
    public static final String PATH = "/synchrotron/v2";

    private ProtocolVersion() {}
}
