package pawl.engine.catalogue;

/**
 * A state machine as it stands now.
 *
 * @param revision what executions started from now on run
 * @param createdMillis milliseconds since 1970
 */
public record Machine(String arn, String name, Revision revision, long createdMillis) {}
