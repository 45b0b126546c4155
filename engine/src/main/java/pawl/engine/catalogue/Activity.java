package pawl.engine.catalogue;

/** An activity: a name under which workers poll for tasks. */
public record Activity(String arn, String name, long createdMillis) {}
