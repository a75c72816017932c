/**
 * A walk through the pages that somebody new reads: README.md, docs/application.md, docs/operations.md. What a block of theirs
 * holds is written into its file or typed into a shell as it stands there, so a page that does not work as written fails the
 * build, with its name and the line.
 */
@NullMarked
package org.synchrotron.walk;

import org.jspecify.annotations.NullMarked;
