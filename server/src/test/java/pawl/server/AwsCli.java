package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;

/** The AWS CLI, pointed at a server. */
final class AwsCli {
  private AwsCli() {}

  /** Runs {@code aws stepfunctions ...}, which must succeed; its output without the line's end. */
  static String run(String url, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("aws", "stepfunctions", "--endpoint-url", url));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AWS_ACCESS_KEY_ID", "test");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
    builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
    builder.environment().put("AWS_PAGER", "");
    // StartSyncExecution and TestState would go to sync-127.0.0.1, which no name server knows.
    builder.environment().put("AWS_DISABLE_HOST_PREFIX_INJECTION", "true");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    String errors = new String(process.getErrorStream().readAllBytes());
    int code = process.waitFor();
    assumeTrue(
        !errors.contains("Invalid choice") && !errors.contains("//sync-"),
        "this AWS CLI is too old: " + errors.strip());
    assertThat(code).as(errors).isZero();
    return output;
  }
}
