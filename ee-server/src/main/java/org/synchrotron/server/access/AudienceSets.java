package org.synchrotron.server.access;

/**
 * The audiences of the runs of a record: ids of stored sets. Immutable.
 *
 * @param reads the set of the audiences whose rows a run sees, including all that it may write
 * @param writes the set of the audiences whose rows a run may write
 */
public record AudienceSets(long reads, long writes) {

    /** {@return the audiences of the author's grant, for a record whose action declares none} */
    public static AudienceSets of(Grantee author) {
        return new AudienceSets(author.grant(), author.grant());
    }

    /** {@return whether they are those of the author's grant, not declared by the action} */
    public boolean areOfGrant(Grantee author) {
        return equals(of(author));
    }
}
