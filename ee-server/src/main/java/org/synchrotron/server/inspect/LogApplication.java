package org.synchrotron.server.inspect;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The HTTP resources below {@code /log}, which show why a row has its values. */
@ApplicationPath("/log")
public class LogApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(LogResource.class);
    }
}
