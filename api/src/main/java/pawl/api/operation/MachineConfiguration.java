package pawl.api.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.asl.Json;
import pawl.engine.catalogue.MachineSettings;

/**
 * The logging, tracing and encryption of a machine: checks what a request says, and writes it in
 * one form, defaults filled in, so that equal configurations are equal texts.
 */
final class MachineConfiguration {
  private static final String NO_LOGGING = "{\"includeExecutionData\":false,\"level\":\"OFF\"}";
  private static final String NO_TRACING = "{\"enabled\":false}";
  private static final String AWS_OWNED_KEY = "{\"type\":\"AWS_OWNED_KEY\"}";

  private MachineConfiguration() {}

  /** The settings of a new machine: what its request says, and AWS's defaults. */
  static MachineSettings ofNew(Input request) {
    return new MachineSettings(
        RoleArn.check(request.text("roleArn")),
        orElse(logging(request), NO_LOGGING),
        orElse(tracing(request), NO_TRACING),
        orElse(encryption(request), AWS_OWNED_KEY));
  }

  /** The text to keep for a request's {@code loggingConfiguration}, null if it has none. */
  static @Nullable String logging(Input request) {
    Input given = request.structure("loggingConfiguration");
    if (given == null) {
      return null;
    }
    String level = given.optionalText("level");
    List<Input> destinations = given.structures("destinations");
    boolean isOff = level == null || level.equals("OFF");
    if (destinations.size() > 1 || (destinations.isEmpty() && !isOff)) {
      throw invalidLogging("Must specify exactly one Log Destination.");
    }
    ObjectNode logging = Answers.object();
    if (given.has("destinations")) {
      ArrayNode list = logging.putArray("destinations");
      for (Input destination : destinations) {
        list.addObject()
            .putObject("cloudWatchLogsLogGroup")
            .put("logGroupArn", logGroup(destination));
      }
    }
    logging.put("includeExecutionData", given.flag("includeExecutionData", false));
    logging.put("level", level == null ? "OFF" : level);
    return logging.toString();
  }

  /** The ARN of a log group that has to end in {@code :*}. */
  private static String logGroup(Input destination) {
    Input group = destination.structure("cloudWatchLogsLogGroup");
    String arn = group == null ? null : group.optionalText("logGroupArn");
    if (arn == null || !arn.contains(":log-group:") || !arn.endsWith(":*")) {
      throw LogDestinations.missing();
    }
    return arn;
  }

  private static ApiException invalidLogging(String what) {
    return ApiException.service(
        "InvalidLoggingConfiguration", "Invalid Logging Configuration: " + what);
  }

  /** The text to keep for a request's {@code tracingConfiguration}, null if it has none. */
  static @Nullable String tracing(Input request) {
    Input given = request.structure("tracingConfiguration");
    return given == null
        ? null
        : Answers.object().put("enabled", given.flag("enabled", false)).toString();
  }

  /** The text to keep for a request's {@code encryptionConfiguration}, null if it has none. */
  static @Nullable String encryption(Input request) {
    Input given = request.structure("encryptionConfiguration");
    if (given == null) {
      return null;
    }
    String type = given.text("type");
    String key = given.optionalText("kmsKeyId");
    boolean isOwnKey = type.equals("CUSTOMER_MANAGED_KMS_KEY");
    if (isOwnKey != (key != null)) {
      throw ApiException.service(
          "InvalidEncryptionConfiguration",
          "Invalid Encryption Configuration: kmsKeyId goes with CUSTOMER_MANAGED_KMS_KEY and with"
              + " nothing else");
    }
    ObjectNode encryption = Answers.object();
    if (key != null) {
      encryption.put(
          "kmsDataKeyReusePeriodSeconds", given.integer("kmsDataKeyReusePeriodSeconds", 300));
      encryption.put("kmsKeyId", key);
    }
    return encryption.put("type", type).toString();
  }

  /** Adds all three to the description of a machine, as they are or as AWS's defaults. */
  static void describe(MachineSettings settings, ObjectNode answer) {
    answer.set("loggingConfiguration", loggingOf(settings));
    answer.set("tracingConfiguration", parse(orElse(settings.tracingConfiguration(), NO_TRACING)));
    answer.set(
        "encryptionConfiguration",
        parse(orElse(settings.encryptionConfiguration(), AWS_OWNED_KEY)));
  }

  /** Whether two machines would be described the same. */
  static boolean equal(MachineSettings one, MachineSettings other) {
    return loggingOf(one).equals(loggingOf(other))
        && orElse(one.tracingConfiguration(), NO_TRACING)
            .equals(orElse(other.tracingConfiguration(), NO_TRACING))
        && orElse(one.encryptionConfiguration(), AWS_OWNED_KEY)
            .equals(orElse(other.encryptionConfiguration(), AWS_OWNED_KEY));
  }

  private static JsonNode loggingOf(MachineSettings settings) {
    return parse(orElse(settings.loggingConfiguration(), NO_LOGGING));
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  static JsonNode parse(String stored) {
    try {
      return Json.MAPPER.readTree(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored configuration is no JSON", e);
    }
  }
}
