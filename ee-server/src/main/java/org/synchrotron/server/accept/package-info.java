/**
 * Accepts uploads into the log, whole or not at all. {@link org.synchrotron.server.accept.UploadAcceptance} lists the steps.
 * Accepted records get ingest ids without gaps, go through {@code materialize}, and are announced in the same transaction; so are
 * actions that are executed on the server.
 */
@NullMarked
package org.synchrotron.server.accept;

import org.jspecify.annotations.NullMarked;
