package org.synchrotron.simulation.schedule;

/**
 * A client of a run.
 *
 * @param name begins with its user's
 * @param skewMs how far its clock is ahead of the true time
 */
public record Participant(String name, long skewMs) {

    /** {@return whose client it is} */
    public String user() {
        return name.substring(0, 1);
    }

    static Participant read(String text) {
        int sign = Math.max(text.indexOf('+'), text.indexOf('-'));
        return new Participant(text.substring(0, sign), Long.parseLong(text.substring(sign)));
    }

    @Override
    public String toString() {
        return name + (skewMs < 0 ? "" : "+") + skewMs;
    }
}
