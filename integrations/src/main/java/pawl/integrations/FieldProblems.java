package pawl.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import pawl.asl.ServiceRules;

/** AWS's words for what is wrong with the fields of parameters. */
public final class FieldProblems {
  private FieldProblems() {}

  /** The service has no such field. The quotation marks are AWS's. */
  public static String unsupported(String field) {
    return "The field \"" + field + "\" is not supported by Step Functions";
  }

  public static String missing(String field) {
    return "The field '" + field + "' is required but was missing";
  }

  /**
   * The value is of another type.
   *
   * @param type with its article: {@code a STRING}
   */
  public static String mustBe(String field, String type) {
    return "The value for the field '" + field + "' must be " + type;
  }

  /** Those of some fields that are missing in parameters. */
  public static Stream<String> missing(ObjectNode parameters, List<String> required) {
    return required.stream().filter(name -> !parameters.has(name)).map(FieldProblems::missing);
  }

  /**
   * Fields in the parameters of a definition that the service does not have. AWS judges only those
   * whose value is written down: the others it refuses when the task runs.
   */
  public static Stream<String> unsupported(ObjectNode parameters, List<String> supported) {
    return parameters.properties().stream()
        .filter(it -> !ServiceRules.isOpen(it.getValue()) && !supported.contains(it.getKey()))
        .map(it -> unsupported(it.getKey()));
  }
}
