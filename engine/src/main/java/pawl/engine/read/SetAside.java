package pawl.engine.read;

import org.jspecify.annotations.Nullable;
import pawl.engine.id.ExecutionId;

/**
 * An execution that was set aside.
 *
 * @param arn null if not even that can be read
 * @param millis since when
 * @param command what was asked of it then
 * @param reason what went wrong
 */
public record SetAside(
    ExecutionId execution, @Nullable String arn, long millis, String command, String reason) {}
