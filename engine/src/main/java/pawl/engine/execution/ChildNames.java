package pawl.engine.execution;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import pawl.engine.id.Arns;

/**
 * What the children of a distributed Map are called. The name follows from run and index, so that a
 * child is started once however often it is asked for, and is found without a table.
 */
public final class ChildNames {
  private ChildNames() {}

  public static UUID name(MapRun run, int index) {
    return UUID.nameUUIDFromBytes((run.arn + "/" + index).getBytes(StandardCharsets.UTF_8));
  }

  public static String arn(Arns arns, MapRun run, int index) {
    UUID name = name(run, index);
    String unique = run.arn.substring(run.arn.lastIndexOf(':') + 1);
    return run.express
        ? arns.expressExecution(run.labelled, unique, name)
        : arns.execution(run.labelled, name.toString());
  }
}
