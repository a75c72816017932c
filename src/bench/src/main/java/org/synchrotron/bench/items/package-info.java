/** The benchmark's application: items of projects, added and counted by actions with and without a declared footprint. */
@NullMarked
package org.synchrotron.bench.items;

import org.jspecify.annotations.NullMarked;
