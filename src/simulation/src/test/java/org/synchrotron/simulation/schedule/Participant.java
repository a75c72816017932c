package org.synchrotron.simulation.schedule;

/**
 * A client of a run.
 *
 * @param name begins with the user's name, which is one letter
 * @param skewMs how many milliseconds its clock is ahead of the true time; negative if it is late
 */
public record Participant(String name, long skewMs) {

    /** {@return the user of this client} */
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
