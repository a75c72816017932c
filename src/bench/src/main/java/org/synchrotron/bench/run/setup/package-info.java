/** What is measured: databases with logs of a known length, servers on them, and clients. */
@NullMarked
package org.synchrotron.bench.run.setup;

import org.jspecify.annotations.NullMarked;
