package pawl.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * Clients of one life of the server: some start executions, some take their tasks and answer them.
 * They end when the server is gone.
 */
final class KillLoad {
  private static final String MACHINE =
      """
      {
        "StartAt": "First",
        "States": {
          "First": {
            "Type": "Task", "Resource": "%1$s", "TimeoutSeconds": 10, "ResultPath": "$.first",
            "Retry": [{"ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1, "BackoffRate": 1, "MaxAttempts": 1000}],
            "Next": "Pause"
          },
          "Pause": {"Type": "Wait", "Seconds": 1, "Next": "Second"},
          "Second": {
            "Type": "Task", "Resource": "%1$s", "TimeoutSeconds": 10, "ResultPath": "$.second",
            "Retry": [{"ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1, "BackoffRate": 1, "MaxAttempts": 1000}],
            "End": true
          }
        }
      }
      """;
  private static final int STARTERS = 2;
  private static final int WORKERS = 4;

  /** More would only make the end longer: each execution has two answers to wait for. */
  private static final int STARTS_AT_MOST = 150;

  private final SfnClient client;
  private final KillLedger ledger;
  private final int round;
  private final AtomicInteger number = new AtomicInteger();
  private final Semaphore starts = new Semaphore(STARTS_AT_MOST);
  private final List<Thread> threads = new ArrayList<>();

  KillLoad(String url, KillLedger ledger, int round) {
    this.client =
        Client.builder(url)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    this.ledger = ledger;
    this.round = round;
  }

  /** Starts and answers. */
  void begin() {
    String machine = Client.create(client, "Worker", MACHINE.formatted(activity()));
    for (int i = 0; i < STARTERS; i++) {
      repeat(() -> start(machine));
    }
    beginAnswering();
  }

  /** Only answers. */
  void beginAnswering() {
    String activity = activity();
    for (int i = 0; i < WORKERS; i++) {
      repeat(() -> answer(activity));
    }
  }

  private String activity() {
    return client.createActivity(create -> create.name("work")).activityArn();
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  /** Again and again until the server is gone. */
  private void repeat(Work work) {
    threads.add(
        Thread.startVirtualThread(
            () -> {
              try {
                while (true) {
                  work.run();
                }
              } catch (SdkClientException e) {
                return; // the server is gone
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
  }

  private void start(String machine) throws InterruptedException {
    starts.acquire();
    String name = "r" + round + "-" + number.incrementAndGet();
    String input = "{\"name\":\"" + name + "\"}";
    ledger.started(name, KillLedger.Outcome.UNKNOWN);
    client.startExecution(start -> start.stateMachineArn(machine).name(name).input(input));
    ledger.started(name, KillLedger.Outcome.ACKNOWLEDGED);
  }

  private void answer(String activity) {
    GetActivityTaskResponse task = client.getActivityTask(take -> take.activityArn(activity));
    if (task.taskToken() == null || task.taskToken().isEmpty()) {
      return;
    }
    String output = "\"answer r" + round + "-" + number.incrementAndGet() + "\"";
    ledger.answered(output, KillLedger.Outcome.UNKNOWN);
    try {
      client.sendTaskSuccess(success -> success.taskToken(task.taskToken()).output(output));
      ledger.answered(output, KillLedger.Outcome.ACKNOWLEDGED);
    } catch (SfnException e) {
      ledger.answered(output, KillLedger.Outcome.REFUSED); // it came too late
    }
    starts.release();
  }

  void awaitEnd() throws InterruptedException {
    starts.release(STARTERS);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
