/** The history as a timetable: who is offline when, and in which order the uploads happen. Values only. */
@NullMarked
package org.synchrotron.demo.run.schedule;

import org.jspecify.annotations.NullMarked;
