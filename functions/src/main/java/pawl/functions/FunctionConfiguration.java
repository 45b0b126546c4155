package pawl.functions;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a function is: its code and how to run it. Lambda layers and container images are not
 * supported: put a layer's content into the code folder.
 *
 * @param name letters, digits, hyphen and underscore, at most 64
 * @param runtime Lambda's name of the runtime: {@code nodejs*}, {@code python*}, {@code java*} or
 *     {@code provided*}; the version is not enforced, the function runs on the interpreter of this
 *     machine
 * @param handler the handler in the form of its language; ignored by {@code provided*}
 * @param codeFolder folder with the code, used in place
 * @param timeoutSeconds longest duration of an invocation, 1 to 900
 * @param memorySizeMb 128 to 32768
 * @param environment the function's own variables
 * @param description free text
 * @param role the ARN of a role; only given back, nothing is checked against it
 * @throws LambdaException from the constructor, with Lambda's code and text, if a value is out of
 *     bounds
 */
public record FunctionConfiguration(
    String name,
    String runtime,
    String handler,
    Path codeFolder,
    int timeoutSeconds,
    int memorySizeMb,
    Map<String, String> environment,
    String description,
    String role) {

  /** Lambda's default for a function that says nothing about its timeout. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 3;

  /** Lambda's default for a function that says nothing about its memory. */
  public static final int DEFAULT_MEMORY_SIZE_MB = 128;

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-_]+");
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z]([a-zA-Z0-9_])+");
  private static final int ENVIRONMENT_LIMIT_BYTES = 4096;

  public FunctionConfiguration {
    requireName(name);
    if (RuntimeFamily.of(runtime).isEmpty()) {
      throw LambdaException.invalidParameter(
          "Value "
              + runtime
              + " at 'runtime' is not a runtime that Pawl can run. It runs nodejs*, python*, java*"
              + " and provided*; for any other language use provided.al2023 with an executable file"
              + " named bootstrap.");
    }
    if (handler.length() > 128) {
      throw LambdaException.constraint(
          quoted(handler), "handler", "Member must have length less than or equal to 128");
    }
    requireRange(timeoutSeconds, "timeout", 1, 900);
    requireRange(memorySizeMb, "memorySize", 128, 32768);
    if (description.length() > 256) {
      throw LambdaException.constraint(
          quoted(description), "description", "Member must have length less than or equal to 256");
    }
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    requireEnvironment(environment);
    codeFolder = codeFolder.toAbsolutePath().normalize();
  }

  /** A function with Lambda's defaults for everything that isn't given. */
  public static FunctionConfiguration of(
      String name, String runtime, String handler, Path codeFolder) {
    return new FunctionConfiguration(
        name,
        runtime,
        handler,
        codeFolder,
        DEFAULT_TIMEOUT_SECONDS,
        DEFAULT_MEMORY_SIZE_MB,
        Map.of(),
        "",
        "");
  }

  public FunctionConfiguration withRuntime(String value) {
    return new FunctionConfiguration(
        name,
        value,
        handler,
        codeFolder,
        timeoutSeconds,
        memorySizeMb,
        environment,
        description,
        role);
  }

  public FunctionConfiguration withHandler(String value) {
    return new FunctionConfiguration(
        name,
        runtime,
        value,
        codeFolder,
        timeoutSeconds,
        memorySizeMb,
        environment,
        description,
        role);
  }

  public FunctionConfiguration withCodeFolder(Path value) {
    return new FunctionConfiguration(
        name,
        runtime,
        handler,
        value,
        timeoutSeconds,
        memorySizeMb,
        environment,
        description,
        role);
  }

  public FunctionConfiguration withTimeoutSeconds(int value) {
    return new FunctionConfiguration(
        name, runtime, handler, codeFolder, value, memorySizeMb, environment, description, role);
  }

  public FunctionConfiguration withMemorySizeMb(int value) {
    return new FunctionConfiguration(
        name, runtime, handler, codeFolder, timeoutSeconds, value, environment, description, role);
  }

  public FunctionConfiguration withEnvironment(Map<String, String> value) {
    return new FunctionConfiguration(
        name, runtime, handler, codeFolder, timeoutSeconds, memorySizeMb, value, description, role);
  }

  public FunctionConfiguration withDescription(String value) {
    return new FunctionConfiguration(
        name, runtime, handler, codeFolder, timeoutSeconds, memorySizeMb, environment, value, role);
  }

  public FunctionConfiguration withRole(String value) {
    return new FunctionConfiguration(
        name,
        runtime,
        handler,
        codeFolder,
        timeoutSeconds,
        memorySizeMb,
        environment,
        description,
        value);
  }

  RuntimeFamily family() {
    return RuntimeFamily.of(runtime).orElseThrow();
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw LambdaException.constraint(
          quoted(name), "functionName", "Member must satisfy regular expression pattern: " + NAME);
    }
    if (name.length() > 64) {
      throw LambdaException.constraint(
          quoted(name), "functionName", "Member must have length less than or equal to 64");
    }
  }

  private static void requireRange(int value, String member, int least, int most) {
    if (value < least) {
      throw LambdaException.constraint(
          quoted(value), member, "Member must have value greater than or equal to " + least);
    }
    if (value > most) {
      throw LambdaException.constraint(
          quoted(value), member, "Member must have value less than or equal to " + most);
    }
  }

  private static void requireEnvironment(Map<String, String> environment) {
    int bytes = 0;
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (!VARIABLE.matcher(variable.getKey()).matches()) {
        throw LambdaException.constraint(
            quoted(variable.getKey()),
            "environment.variables",
            "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: "
                + VARIABLE
                + "]");
      }
      if (variable.getValue().indexOf('\0') >= 0) {
        throw LambdaException.invalidParameter(
            "The environment variable "
                + variable.getKey()
                + " has a value with a zero character.");
      }
      bytes += variable.getKey().length() + variable.getValue().length();
    }
    if (bytes > ENVIRONMENT_LIMIT_BYTES) {
      throw LambdaException.invalidParameter(
          "Lambda was unable to configure your environment variables because the environment"
              + " variables you have provided exceeded the 4KB limit.");
    }
  }

  private static String quoted(Object value) {
    return "'" + value + "'";
  }
}
