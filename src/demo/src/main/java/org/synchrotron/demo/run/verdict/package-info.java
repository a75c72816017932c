/** Compares what came out: the server with git, every client with the server, and everybody's rows with its rights. */
@NullMarked
package org.synchrotron.demo.run.verdict;

import org.jspecify.annotations.NullMarked;
