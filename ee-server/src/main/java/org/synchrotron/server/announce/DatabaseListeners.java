package org.synchrotron.server.announce;

/** Those who are told of what happens in the database. Immutable; one thread at a time calls them. */
public record DatabaseListeners(
        CommitListener commits,
        MembershipListener memberships,
        AccessListener access,
        WithdrawalListener withdrawals) {}
