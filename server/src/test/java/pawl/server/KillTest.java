package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** {@code kill -9} of the real server: what was answered is there when it comes back. */
class KillTest {
  private static final String WORK =
      """
      {
        "StartAt": "Each",
        "States": {
          "Each": {
            "Type": "Map",
            "ItemsPath": "$.Items",
            "MaxConcurrency": 5,
            "ItemProcessor": {
              "StartAt": "Work",
              "States": {
                "Work": {"Type": "Task", "Resource": "%s", "End": true}
              }
            },
            "Next": "Pause"
          },
          "Pause": {"Type": "Wait", "Seconds": 1, "End": true}
        }
      }
      """;

  @TempDir private Path data;

  private ServerProcess serve() throws Exception {
    return ServerProcess.start("serve", "--port", "0", "--data", data.toString());
  }

  @Test
  void shouldGoOnWhereItWasKilled() throws Exception {
    String activity;
    String execution;
    String heldToken;
    try (ServerProcess first = serve()) {
      SfnClient client = Client.of(first.url());
      activity = client.createActivity(create -> create.name("work")).activityArn();
      String machine = Client.create(client, "Worker", WORK.formatted(activity));
      execution = Client.start(client, machine, "{\"Items\": [1, 2, 3, 4, 5, 6, 7, 8]}");
      for (int done = 0; done < 3; done++) {
        finish(client, take(client, activity));
      }
      heldToken = take(client, activity);
      first.kill();
    }

    try (ServerProcess second = serve()) {
      SfnClient client = Client.of(second.url());
      assertThat(client.describeExecution(describe -> describe.executionArn(execution)).status())
          .isEqualTo(ExecutionStatus.RUNNING);
      finish(client, heldToken);
      for (int done = 4; done < 8; done++) {
        finish(client, take(client, activity));
      }

      assertThat(Client.await(client, execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(Client.await(client, execution).output()).isEqualTo("[1,1,1,1,1,1,1,1]");
      assertGapless(Client.history(client, execution));
    }
  }

  @Test
  void shouldRefuseASecondProcessOnTheSameFolder() throws Exception {
    try (ServerProcess first = serve()) {
      first.url();
      try (ServerProcess second = serve()) {
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(second.output()).contains(data.toString()).doesNotContain("\tat ");
      }
    }
  }

  private static String take(SfnClient client, String activity) {
    String token = client.getActivityTask(take -> take.activityArn(activity)).taskToken();
    assertThat(token).isNotEmpty();
    return token;
  }

  private static void finish(SfnClient client, String token) {
    client.sendTaskSuccess(success -> success.taskToken(token).output("1"));
  }

  private static void assertGapless(List<HistoryEvent> events) {
    assertThat(events)
        .extracting(HistoryEvent::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events)
        .filteredOn(event -> event.mapIterationSucceededEventDetails() != null)
        .extracting(event -> event.mapIterationSucceededEventDetails().index())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
  }
}
