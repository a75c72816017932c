package org.synchrotron.server.inspect;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The log, to be read over HTTP: why is this row as it is? */
@ApplicationPath("/log")
public class LogApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(LogResource.class);
    }
}
