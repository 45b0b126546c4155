package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.server.cli.Commands;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What somebody who runs the server does with it, as processes and commands. */
class OperationsTest {
  private static final String CALLBACK =
      """
      {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "%s", "End": true}}}
      """;

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private static ServerProcess serve(Path data, String... more) throws Exception {
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"serve", "--port", "0", "--data", data.toString()}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return ServerProcess.start(arguments);
  }

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Commands.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  private static JsonNode doctor(Path data) throws Exception {
    Ran ran = run("doctor", "--json", "--data", data.toString());
    assertThat(ran.err).isEmpty();
    return Json.MAPPER.readTree(ran.out);
  }

  @Test
  void shouldRestoreWhatWasAcknowledgedBeforeABackupUnderLoad() throws Exception {
    Path backup = folder.resolve("backup");
    Set<String> before = Set.of();
    try (ServerProcess server = serve(data())) {
      SfnClient client = Client.of(server.url());
      String activity = client.createActivity(create -> create.name("work")).activityArn();
      String machine = Client.create(client, "Worker", CALLBACK.formatted(activity));
      Map<String, Boolean> started = new ConcurrentHashMap<>();
      AtomicBoolean stop = new AtomicBoolean();
      Thread load =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!stop.get()) {
                      started.put(Client.start(client, machine, "{\"n\": 1}"), true);
                    }
                  });
      while (started.size() < 200) {
        Thread.onSpinWait();
      }
      before = Set.copyOf(started.keySet());

      Ran ran = run("backup", backup.toString(), "--endpoint", server.url());
      assertThat(ran.err).isEmpty();
      assertThat(ran.code).isZero();

      stop.set(true);
      load.join();
      assertThat(run("backup", backup.toString(), "--endpoint", server.url()).err)
          .contains("is not empty");
      server.kill();
    }
    Path restored = folder.resolve("restored");
    assertThat(run("restore", backup.toString(), "--data", restored.toString()).code).isZero();
    JsonNode found = doctor(restored);
    assertThat(found.path("sound").asBoolean()).isTrue();
    assertThat(found.path("executions").path("RUNNING").asInt())
        .isGreaterThanOrEqualTo(before.size());

    try (ServerProcess server = serve(restored)) {
      SfnClient client = Client.of(server.url());
      for (String execution : before) {
        assertThat(client.describeExecution(describe -> describe.executionArn(execution)).status())
            .isEqualTo(ExecutionStatus.RUNNING);
      }
      String activity = client.listActivities(_ -> {}).activities().getFirst().activityArn();
      String token = client.getActivityTask(take -> take.activityArn(activity)).taskToken();
      client.sendTaskSuccess(success -> success.taskToken(token).output("1"));
    }
    assertThat(run("restore", backup.toString(), "--data", restored.toString()).err)
        .contains("is not empty");
    Files.delete(backup.resolve("pawl-backup.json"));
    assertThat(run("restore", backup.toString(), "--data", folder.resolve("x").toString()).err)
        .contains("was not finished");
  }

  @Test
  void shouldExplainAClosedStoreAndSayWhenItIsInUse() throws Exception {
    String execution;
    try (ServerProcess server = serve(data(), "--durability", "os", "--retention", "7")) {
      SfnClient client = Client.of(server.url());
      String activity = client.createActivity(create -> create.name("work")).activityArn();
      String machine = Client.create(client, "Worker", CALLBACK.formatted(activity));
      execution = Client.start(client, machine, "{}");

      Ran inUse = run("doctor", "--data", data().toString());
      assertThat(inUse.code).isEqualTo(1);
      assertThat(inUse.err).contains("in use").hasLineCount(1);
      assertThat(Client.start(client, machine, "{}")).as("still works").isNotEmpty();
      assertThat(server.stop()).isIn(0, 143);
    }

    Ran ran = run("doctor", execution, "--data", data().toString());
    assertThat(ran.code).isZero();
    assertThat(ran.out)
        .contains("format  2")
        .contains(execution)
        .contains("Work")
        .contains("a worker that takes")
        .contains("2 running");
    JsonNode found = doctor(data());
    assertThat(found.path("waiting")).hasSize(2);
    assertThat(found.path("waitingFor").path("ACTIVITY").asInt()).isEqualTo(2);
    assertThat(run("doctor", "--data", folder.resolve("none").toString()).err)
        .contains("There is no store");
  }

  @Test
  void shouldRefuseARetentionThatIsNone() {
    Ran ran = run("serve", "--port", "0", "--data", data().toString(), "--retention", "0");

    assertThat(ran.code).isEqualTo(1);
    assertThat(ran.err).contains("retention of 0 days");
  }

  @Test
  void shouldServeAdministratorsWithTheHeaderOnly() throws Exception {
    try (ServerProcess server = serve(data())) {
      URI uri = URI.create(server.url() + "/pawl/quarantine");
      try (HttpClient http = HttpClient.newHttpClient()) {
        assertThat(
                http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode())
            .isEqualTo(403);
        assertThat(
                http.send(
                        HttpRequest.newBuilder(uri).header("X-Pawl-Admin", "1").build(),
                        HttpResponse.BodyHandlers.ofString())
                    .body())
            .isEqualTo("{\"executions\":[]}");
      }
      assertThat(run("quarantine", "--endpoint", server.url()).out).contains("EXECUTION");
      Ran ran = run("release", "arn:aws:states:x:1:execution:a:b", "--endpoint", server.url());
      assertThat(ran.code).isEqualTo(1);
      assertThat(ran.err).contains("no such execution");
    }
  }
}
