package pawl.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The AWS SDK, pointed at a server, and what tests ask of it again and again. */
final class Client {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Client() {}

  static SfnClient of(String url) {
    return builder(url).build();
  }

  static SfnClientBuilder builder(String url) {
    return SfnClient.builder()
        .endpointOverride(URI.create(url))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create());
  }

  static String create(SfnClient client, String name, String definition) {
    return client
        .createStateMachine(
            machine ->
                machine
                    .name(name)
                    .definition(definition)
                    .roleArn("arn:aws:iam::123456789012:role/any"))
        .stateMachineArn();
  }

  static String start(SfnClient client, String machineArn, String input) {
    return client
        .startExecution(start -> start.stateMachineArn(machineArn).input(input))
        .executionArn();
  }

  /** Asks until the execution has ended. */
  static DescribeExecutionResponse await(SfnClient client, String executionArn)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      DescribeExecutionResponse description =
          client.describeExecution(describe -> describe.executionArn(executionArn));
      if (description.status() != ExecutionStatus.RUNNING) {
        return description;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(executionArn + " does not end: " + history(client, executionArn));
      }
      Thread.sleep(50);
    }
  }

  static List<HistoryEvent> history(SfnClient client, String executionArn) {
    return client
        .getExecutionHistoryPaginator(history -> history.executionArn(executionArn))
        .events()
        .stream()
        .toList();
  }
}
