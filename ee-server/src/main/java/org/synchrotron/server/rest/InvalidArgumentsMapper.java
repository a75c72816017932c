package org.synchrotron.server.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.synchrotron.action.InvalidArguments;

/** Arguments that an action does not take: 400. */
public class InvalidArgumentsMapper implements ExceptionMapper<InvalidArguments> {

    @Override
    public Response toResponse(InvalidArguments invalid) {
        return ErrorBody.of(
                Response.status(Response.Status.BAD_REQUEST),
                InvalidArguments.CODE,
                String.valueOf(invalid.getMessage()),
                null);
    }
}
