package org.synchrotron.server.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.synchrotron.action.ActionRejected;

/** The refusal of an action: 409, with the code and the sentence of the action. */
public class RejectionMapper implements ExceptionMapper<ActionRejected> {

    @Override
    public Response toResponse(ActionRejected refusal) {
        return ErrorBody.of(
                Response.status(Response.Status.CONFLICT), refusal.code(), String.valueOf(refusal.getMessage()), null);
    }
}
