package org.synchrotron.server.access.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.synchrotron.log.JsonText;

/** The body with which a filter answers a request that it does not let pass. */
final class JsonAnswer {

    private JsonAnswer() {}

    static void write(String code, String message, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter()
                .write(JsonText.of(JsonText.object()
                        .add("code", code)
                        .add("message", message)
                        .build()));
    }
}
