package org.synchrotron.server.accept;

import java.util.List;

/** The uploads that wait while another one is being accepted. */
@FunctionalInterface
public interface WaitingUploads {

    /** {@return those that the commit admits, in the order in which they would have their turn} They wait no longer. */
    List<Upload> join(SharedCommit commit);
}
