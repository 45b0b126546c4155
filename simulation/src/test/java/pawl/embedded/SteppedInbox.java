package pawl.embedded;

/** Where the courier of the one-machine host leaves its commands. */
public interface SteppedInbox extends Inbox {}
