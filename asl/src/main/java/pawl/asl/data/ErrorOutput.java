package pawl.asl.data;

import org.jspecify.annotations.Nullable;

/**
 * What a catcher sees of an error, {@code {"Error": ..., "Cause": ...}}, both members always there:
 * null where SendTaskFailure gave none, cause {@code ""} after a timeout.
 */
public record ErrorOutput(@Nullable String error, @Nullable String cause) {}
