package pawl.functions;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The environment of a function's process: Lambda's variables, then the host's, then the function's
 * own. Nothing else of the host's environment gets through but what a process needs to run at all.
 */
final class ProcessEnvironment {
  private static final DateTimeFormatter LOG_STREAM_DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT);

  private ProcessEnvironment() {}

  static Map<String, String> of(
      FunctionConfiguration function, HostConfiguration host, String runtimeFolder) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", Executables.path());
    environment.put("HOME", Optional.ofNullable(System.getenv("HOME")).orElse("/tmp"));
    environment.put("LANG", language());
    environment.put("TZ", ":UTC");
    environment.put("LAMBDA_RUNTIME_DIR", runtimeFolder);
    environment.put("AWS_REGION", host.region());
    environment.put("AWS_DEFAULT_REGION", host.region());
    environment.putAll(host.environment());
    environment.putAll(function.environment());

    environment.put("_HANDLER", function.handler());
    environment.put("LAMBDA_TASK_ROOT", function.codeFolder().toString());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memorySizeMb()));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream());
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
    return environment;
  }

  private static String language() {
    String own = Optional.ofNullable(System.getenv("LANG")).orElse("");
    return own.toUpperCase(Locale.ROOT).contains("UTF") ? own : "C.UTF-8";
  }

  private static String logStream() {
    String day = LocalDate.now(ZoneOffset.UTC).format(LOG_STREAM_DAY);
    return day + "/[$LATEST]" + UUID.randomUUID().toString().replace("-", "");
  }
}
