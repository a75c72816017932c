/** A node whose tokens come from an issuer that publishes its keys. */
@org.jspecify.annotations.NullMarked
package org.synchrotron.it.tokens;
