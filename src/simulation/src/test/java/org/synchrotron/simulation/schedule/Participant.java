package org.synchrotron.simulation.schedule;

import org.synchrotron.simulation.actions.Application;

/**
 * A client of a run.
 *
 * @param name begins with the user's name, which is one letter
 * @param skewMs how many milliseconds its clock is ahead of the true time; negative if it is late
 * @param generation the generation of its program at first
 */
public record Participant(String name, long skewMs, int generation) {

    private static final char PROGRAM = '/';

    /** {@return the user of this client} */
    public String user() {
        return name.substring(0, 1);
    }

    static Participant read(String text) {
        int sign = Math.max(text.indexOf('+'), text.indexOf('-'));
        int program = text.indexOf(PROGRAM);
        return new Participant(
                text.substring(0, sign),
                Long.parseLong(text.substring(sign, program < 0 ? text.length() : program)),
                program < 0 ? Application.PRESENT : Integer.parseInt(text.substring(program + 1)));
    }

    @Override
    public String toString() {
        String program = generation == Application.PRESENT ? "" : PROGRAM + Integer.toString(generation);
        return name + (skewMs < 0 ? "" : "+") + skewMs + program;
    }
}
