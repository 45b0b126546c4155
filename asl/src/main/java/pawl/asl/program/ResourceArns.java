package pawl.asl.program;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ARNs that the Resource of a Task may name. */
final class ResourceArns {
  private static final Pattern FUNCTION =
      Pattern.compile("arn:aws[a-z-]*:lambda:[^:]*:[^:]*:function:[^\\s]+");

  private static final Pattern ACTIVITY =
      Pattern.compile("arn:aws[a-z-]*:states:[^:]*:[^:]*:activity:[^\\s:]+");

  private static final Pattern SERVICE =
      Pattern.compile(
          "arn:aws[a-z-]*:states:[a-z0-9-]*::(?<type>aws-sdk:[a-zA-Z0-9-]+|[a-zA-Z0-9-]+)"
              + ":(?<action>[a-zA-Z0-9]+)(?<suffix>\\.[a-zA-Z]+(?::\\d+)?)?");

  private ResourceArns() {}

  static @Nullable TaskResource parse(String arn) {
    if (FUNCTION.matcher(arn).matches()) {
      return new TaskResource.Function(arn);
    }
    if (ACTIVITY.matcher(arn).matches()) {
      return new TaskResource.Activity(arn);
    }
    Matcher service = SERVICE.matcher(arn);
    return service.matches() ? service(arn, service) : null;
  }

  private static @Nullable TaskResource service(String arn, Matcher parts) {
    String action = parts.group("action");
    String suffix = parts.group("suffix") == null ? "" : parts.group("suffix");
    for (TaskResource.Pattern pattern : TaskResource.Pattern.values()) {
      if (pattern.suffix().equals(suffix)) {
        return new TaskResource.Service(arn, parts.group("type"), action, action + suffix, pattern);
      }
    }
    return null;
  }
}
