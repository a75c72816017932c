/** Tests of a client whose tables have another schema than the server's, or than an earlier version of its program. */
@NullMarked
package org.synchrotron.client.schema;

import org.jspecify.annotations.NullMarked;
