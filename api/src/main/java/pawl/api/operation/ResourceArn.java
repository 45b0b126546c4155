package pawl.api.operation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.engine.catalogue.Version;
import pawl.engine.id.ExecutionId;

/**
 * An ARN of Step Functions that a request names.
 *
 * @param resource what follows the type: a name, and for some types more
 */
record ResourceArn(String text, String type, List<String> resource) {
  private static final int FIXED_PARTS = 6;

  /** A state machine, perhaps with a version number or an alias behind its name. */
  record MachineArn(String text, String unqualified, @Nullable String qualifier) {
    boolean isVersion() {
      return qualifier != null && Version.number(qualifier).isPresent();
    }
  }

  /** A version of a state machine. */
  record VersionArn(String machineArn, int number) {}

  /** An alias of a state machine. */
  record AliasArn(String machineArn, String name) {}

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

  /** Gives back the ARN if it names a state machine and neither a version nor an alias of it. */
  static String unqualifiedStateMachine(String text) {
    if (stateMachine(text).qualifier() != null) {
      throw malformed(text);
    }
    return text;
  }

  static VersionArn version(String text) {
    MachineArn arn = stateMachine(text);
    String qualifier = arn.qualifier();
    return Optional.ofNullable(qualifier)
        .flatMap(Version::number)
        .map(number -> new VersionArn(arn.unqualified(), number))
        .orElseThrow(() -> malformed(text));
  }

  static AliasArn alias(String text) {
    MachineArn arn = stateMachine(text);
    String qualifier = arn.qualifier();
    if (qualifier == null || arn.isVersion()) {
      throw malformed(text);
    }
    return new AliasArn(arn.unqualified(), qualifier);
  }

  /** Gives back the ARN if it is one of a run of a distributed Map. */
  static String mapRun(String text) {
    if (parse(text, Set.of("mapRun")).resource.size() != 2) {
      throw malformed(text);
    }
    return text;
  }

  /** Gives back the ARN if it is one of what can have tags: a state machine or an activity. */
  static String taggable(String text) {
    parse(text, Set.of("stateMachine", "activity"));
    return text;
  }

  /** The label of the distributed Map that stands behind the machine's name in an ARN. */
  static String label(String machineArn) {
    return machineArn.substring(machineArn.indexOf('/') + 1);
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
    return parse(text, Set.of(wantedType));
  }

  private static ResourceArn parse(String text, Set<String> wantedTypes) {
    String[] parts = text.split(":", -1);
    if (!parts[0].equals("arn")) {
      throw invalid("Invalid ARN prefix: " + text);
    }
    if (parts.length <= FIXED_PARTS || !parts[2].equals("states")) {
      throw malformed(text);
    }
    String type = parts[FIXED_PARTS - 1];
    if (!wantedTypes.contains(type)) {
      throw invalid("Resource type not valid in this context: " + type);
    }
    List<String> resource = List.of(parts).subList(FIXED_PARTS, parts.length);
    if (resource.contains("")) {
      throw malformed(text);
    }
    return new ResourceArn(text, type, resource);
  }

  static ApiException malformed(String text) {
    return invalid("Invalid ARN: " + text);
  }

  private static ApiException invalid(String what) {
    return ApiException.service("InvalidArn", "Invalid Arn: '" + what + "'");
  }
}
