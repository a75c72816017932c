/** Compares the results: the server with git, each client with the server, and each user's rows with the user's rights. */
@NullMarked
package org.synchrotron.demo.run.verdict;

import org.jspecify.annotations.NullMarked;
