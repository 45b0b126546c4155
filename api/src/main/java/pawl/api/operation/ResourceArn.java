package pawl.api.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.engine.id.ExecutionId;

/**
 * An ARN of Step Functions that a request names.
 *
 * @param resource what follows the type: a name, and for some types more
 */
record ResourceArn(String text, String type, List<String> resource) {
  private static final int FIXED_PARTS = 6;

  /** A state machine, perhaps with a version number or an alias behind its name. */
  record MachineArn(String text, String unqualified, @Nullable String qualifier) {}

  static MachineArn stateMachine(String text) {
    ResourceArn arn = parse(text, "stateMachine");
    if (arn.resource.size() > 2) {
      throw malformed(text);
    }
    String qualifier = arn.resource.size() == 2 ? arn.resource.get(1) : null;
    String unqualified =
        qualifier == null ? text : text.substring(0, text.length() - qualifier.length() - 1);
    return new MachineArn(text, unqualified, qualifier);
  }

  /** Executions of Express machines have no history of their own and are not accepted here. */
  static ExecutionId execution(String text) {
    ResourceArn arn = parse(text, "execution");
    if (arn.resource.size() != 2) {
      throw malformed(text);
    }
    return ExecutionId.of(text);
  }

  /** Gives back the ARN if it is one of an activity. */
  static String activity(String text) {
    ResourceArn arn = parse(text, "activity");
    if (arn.resource.size() != 1) {
      throw malformed(text);
    }
    return text;
  }

  private static ResourceArn parse(String text, String wantedType) {
    String[] parts = text.split(":", -1);
    if (!parts[0].equals("arn")) {
      throw invalid("Invalid ARN prefix: " + text);
    }
    if (parts.length <= FIXED_PARTS || !parts[2].equals("states")) {
      throw malformed(text);
    }
    String type = parts[FIXED_PARTS - 1];
    if (!type.equals(wantedType)) {
      throw invalid("Resource type not valid in this context: " + type);
    }
    List<String> resource = List.of(parts).subList(FIXED_PARTS, parts.length);
    if (resource.contains("")) {
      throw malformed(text);
    }
    return new ResourceArn(text, type, resource);
  }

  private static ApiException malformed(String text) {
    return invalid("Invalid ARN: " + text);
  }

  private static ApiException invalid(String what) {
    return ApiException.service("InvalidArn", "Invalid Arn: '" + what + "'");
  }
}
