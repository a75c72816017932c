package org.synchrotron.server.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.synchrotron.action.ActionTooLarge;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.References;
import org.synchrotron.server.runtime.DatabaseUnavailable;

/**
 * All other failures: 503 for what may succeed later, otherwise 500, without a word of the exception, which may hold SQL and values. Answers that the
 * application or JAX-RS chose keep their status.
 */
@Priority(Integer.MAX_VALUE)
public class FailureMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException chosen) {
            Response response = chosen.getResponse();
            return ErrorBody.of(
                    Response.fromResponse(response),
                    "http-" + response.getStatus(),
                    response.getStatusInfo().getReasonPhrase(),
                    null);
        }
        String correlation = CDI.current().select(References.class).get().next();
        LOG.log(System.Logger.Level.WARNING, "a request failed, correlation " + correlation, failure);
        if (failure instanceof ActionTooSlow || failure instanceof DatabaseUnavailable) {
            return ErrorBody.of(
                    Response.status(Response.Status.SERVICE_UNAVAILABLE),
                    failure instanceof ActionTooSlow ? Refusal.TOO_SLOW.text() : Refusal.UNAVAILABLE.text(),
                    "the server cannot do this now; try again later",
                    correlation);
        }
        if (failure instanceof ActionTooLarge) {
            return ErrorBody.of(
                    Response.status(Response.Status.REQUEST_ENTITY_TOO_LARGE),
                    Refusal.TOO_MANY_CHANGES.text(),
                    "the action changes more rows than the server allows",
                    correlation);
        }
        return ErrorBody.of(Response.serverError(), "failed", "the server failed", correlation);
    }
}
