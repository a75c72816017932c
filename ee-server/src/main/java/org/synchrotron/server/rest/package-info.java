/**
 * What callers of REST resources are told of failures: those of the engine and of the application. JAX-RS finds {@link
 * org.synchrotron.server.rest.SafeErrors} in every application of the WAR.
 */
@NullMarked
package org.synchrotron.server.rest;

import org.jspecify.annotations.NullMarked;
