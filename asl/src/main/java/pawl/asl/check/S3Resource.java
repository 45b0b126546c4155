package pawl.asl.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.asl.check.JsonataCheck.Reads;

/** Checks how an ItemReader or ResultWriter calls S3. */
final class S3Resource {
  private static final Pattern RESOURCE =
      Pattern.compile("arn:aws[a-z-]*:states:::s3:(?<action>[A-Za-z0-9]+)");

  private static final List<String> STRINGS = List.of("Bucket", "Key", "Prefix", "VersionId");

  private final Report report;
  private final Values values;
  private final Expressions expressions;

  S3Resource(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  /** The action that Resource names; null if it is not one of those allowed. */
  @Nullable String action(Cursor at, List<String> allowed) {
    Cursor resource = at.member("Resource");
    if (resource == null) {
      report.required(List.of("Resource"), at);
      return null;
    }
    if (!values.isString(resource)) {
      return null;
    }
    Matcher matcher = RESOURCE.matcher(resource.value().textValue());
    if (matcher.matches() && allowed.contains(matcher.group("action"))) {
      return matcher.group("action");
    }
    List<String> examples =
        allowed.stream().map(action -> "arn:<partition>:states:::s3:" + action).toList();
    report.schema(
        "Value does not match any of the allowed values. Examples: " + examples, resource);
    return null;
  }

  /** The field that says what S3 is called with. */
  String argumentsField() {
    return expressions.arePaths() ? "Parameters" : "Arguments";
  }

  /** Parameters or Arguments, in which some keys must not be missing. */
  void arguments(Cursor at, List<String> required) {
    Cursor arguments = at.member(argumentsField());
    if (arguments == null) {
      return;
    }
    expressions.object(arguments, Reads.NO_MORE);
    if (!arguments.value().isObject()) {
      return;
    }
    for (String key : required) {
      if (!arguments.has(key) && !(expressions.arePaths() && arguments.has(key + ".$"))) {
        report.requiredKey(key, arguments);
      }
    }
    for (Cursor value : arguments.members(STRINGS)) {
      values.isString(value);
    }
  }
}
