package org.synchrotron.server.rest;

import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.JsonText;

/** The answer to a request that failed. */
final class ErrorBody {

    private ErrorBody() {}

    /** @param correlation what the server's log has with the failure; null if it has nothing */
    static Response of(Response.ResponseBuilder response, String code, String message, @Nullable String correlation) {
        JsonObjectBuilder body = JsonText.object().add("code", code).add("message", message);
        if (correlation != null) {
            body.add("correlation", correlation);
        }
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .entity(JsonText.of(body.build()))
                .build();
    }
}
