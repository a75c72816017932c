package org.synchrotron.server.access;

/**
 * The author of a record, as the record runs: in a role, under a grant. Immutable.
 *
 * @param caller the author, in the role at the acceptance of the record
 * @param grant the id of the record's grant: the audiences that the author had then (rule 11)
 */
public record Grantee(Caller caller, long grant) {

    /** {@return the author in the engine's role, for a record whose own role is lost: its known effects are applied, it does not run} */
    public Grantee asEngine() {
        return new Grantee(new Caller(caller.user(), RoleScope.ENGINE), grant);
    }

    /** {@return whether the role is the engine's, under which no logic runs} */
    public boolean isEngine() {
        return caller.role().equals(RoleScope.ENGINE);
    }
}
