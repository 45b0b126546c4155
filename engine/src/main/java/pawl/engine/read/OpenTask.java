package pawl.engine.read;

import org.jspecify.annotations.Nullable;
import pawl.engine.id.TaskRef;

/**
 * A task whose outcome an execution waits for.
 *
 * @param state the state that it belongs to
 * @param resource as the event of its scheduling says it, for example {@code
 *     sendMessage.waitForTaskToken}
 * @param scheduledEvent the number of that event
 * @param scheduledMillis when that was
 * @param dueMillis when its TimeoutSeconds are over; null if it has none
 * @param heartbeatMillis how long it may be silent; 0 for any time
 * @param heartbeatDueMillis when it will have been silent too long; null if it may be
 * @param calling the call that hands it over has not been answered
 */
public record OpenTask(
    TaskRef task,
    String state,
    String resource,
    long scheduledEvent,
    long scheduledMillis,
    @Nullable Long dueMillis,
    long heartbeatMillis,
    @Nullable Long heartbeatDueMillis,
    boolean calling) {}
