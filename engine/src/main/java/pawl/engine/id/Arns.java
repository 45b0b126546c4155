package pawl.engine.id;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the ARNs of one account in one region. */
public record Arns(String region, String account) {
  /** arn, aws, states, region, account, stateMachine, name. */
  private static final int PARTS_OF_A_MACHINE = 7;

  private String arn(String rest) {
    return "arn:aws:states:" + region + ":" + account + ":" + rest;
  }

  public String stateMachine(String name) {
    return arn("stateMachine:" + name);
  }

  public String activity(String name) {
    return arn("activity:" + name);
  }

  public String execution(String machineName, String executionName) {
    return arn("execution:" + machineName + ":" + executionName);
  }

  /**
   * Executions of Express machines carry a UUID of their own, since their names may be used again.
   */
  public String expressExecution(String machineName, String executionName, UUID unique) {
    return arn("express:" + machineName + ":" + executionName + ":" + unique);
  }

  /** What TestState runs a state as: an Express execution that has no UUID. */
  public String trialExecution(String machineName, String executionName) {
    return arn("express:" + machineName + ":" + executionName);
  }

  /** {@code labelled} is the machine's name, a slash and the label of the Map. */
  public String mapRun(String labelled, UUID run) {
    return arn("mapRun:" + labelled + ":" + run);
  }

  /** The machine's ARN with a version number or an alias behind it. */
  public static String qualified(String machineArn, String qualifier) {
    return machineArn + ":" + qualifier;
  }

  /** The version number or the alias behind a machine's ARN, null if there is none. */
  public static @Nullable String qualifier(String machineArn) {
    String unqualified = unqualified(machineArn);
    return unqualified.length() == machineArn.length()
        ? null
        : machineArn.substring(unqualified.length() + 1);
  }

  /** What follows the last colon. */
  public static String lastPart(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  /** The machine's ARN without a version number or alias behind it. */
  public static String unqualified(String machineArn) {
    int colon = -1;
    for (int parts = 0; parts < PARTS_OF_A_MACHINE; parts++) {
      colon = machineArn.indexOf(':', colon + 1);
      if (colon < 0) {
        return machineArn;
      }
    }
    return machineArn.substring(0, colon);
  }
}
