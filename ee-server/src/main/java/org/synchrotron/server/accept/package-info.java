/**
 * An upload comes in, and is in the log or is not: {@link org.synchrotron.server.accept.UploadAcceptance} reads like the table
 * of contents. What it takes gets ingest ids without gaps, goes through {@code materialize}, and is announced in the same
 * transaction; so do actions that are executed on the server.
 */
@NullMarked
package org.synchrotron.server.accept;

import org.jspecify.annotations.NullMarked;
