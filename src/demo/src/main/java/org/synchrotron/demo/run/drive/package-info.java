/** Lets the authors work, in simulated time: each on a client of its own, offline by spells, uploading one after the other. */
@NullMarked
package org.synchrotron.demo.run.drive;

import org.jspecify.annotations.NullMarked;
