package org.synchrotron.server.rest;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Has each failure of a REST resource answered with JSON: a code, a sentence, and for what is not the caller's a correlation id that the server's log
 * has, too. An exception mapper of the application for a more specific exception comes first.
 */
public class SafeErrors implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        context.register(RejectionMapper.class);
        context.register(InvalidArgumentsMapper.class);
        context.register(FailureMapper.class);
        return true;
    }
}
