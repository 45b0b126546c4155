package pawl.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.engine.TaskReport;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.FakeService.Request;

class AccessTokensTest {
  @TempDir private Path folder;

  private final FakeService api = new FakeService();
  private final FakeService authority = new FakeService();
  private final AtomicInteger handedOut = new AtomicInteger();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  @AfterEach
  void stop() {
    api.close();
    authority.close();
  }

  private HttpTasks tasks(String method, String more) {
    String connection =
        """
        {"AuthorizationType": "OAUTH_CLIENT_CREDENTIALS", "AuthParameters": {"OAuthParameters": {
           "AuthorizationEndpoint": "%s/token?tenant=7", "HttpMethod": "%s",
           "ClientParameters": {"ClientID": "the client", "ClientSecret": "s3cr:t"},
           "OAuthHttpParameters": {
             "HeaderParameters": [{"Key": "X-Tenant", "Value": "seven"}],
             "QueryStringParameters": [{"Key": "v", "Value": "2"}],
             "BodyParameters": [{"Key": "audience", "Value": "https://api"}]}%s}}}
        """
            .formatted(authority.url(), method, more);
    return HttpTasks.of(HttpTasks.file(folder, connection), now::get, Duration.ofSeconds(60));
  }

  private void handOut(String more) {
    authority.answers(
        _ ->
            Answer.json(
                200,
                "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\"%s}"
                    .formatted(handedOut.incrementAndGet(), more)));
  }

  private List<String> tokensSent() {
    return api.requests().stream().map(it -> it.header("Authorization")).toList();
  }

  @Test
  void shouldAskForATokenAsTheStandardSays() {
    handOut("");
    try (HttpTasks tasks = tasks("POST", "")) {
      assertThat(tasks.call("GET", api.url(), "")).isInstanceOf(TaskReport.Succeeded.class);
    }
    Request request = authority.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/token?tenant=7&v=2");
    assertThat(request.body())
        .isEqualTo("grant_type=client_credentials&audience=https%3A%2F%2Fapi");
    // the%20client:s3cr%3At
    assertThat(request.header("Authorization")).isEqualTo("Basic dGhlJTIwY2xpZW50OnMzY3IlM0F0");
    assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(request.header("X-Tenant")).isEqualTo("seven");
    assertThat(tokensSent()).containsExactly("Bearer t1");
  }

  @Test
  void shouldPutTheCredentialsIntoTheBodyIfAsked() {
    handOut("");
    try (HttpTasks tasks = tasks("POST", ", \"ClientAuthentication\": \"BODY\"")) {
      tasks.call("GET", api.url(), "");
    }
    assertThat(authority.onlyRequest().body())
        .isEqualTo(
            "grant_type=client_credentials&client_id=the%20client&client_secret=s3cr%3At"
                + "&audience=https%3A%2F%2Fapi");
    assertThat(authority.onlyRequest().header("Authorization")).isEmpty();
  }

  @Test
  void shouldPutEverythingIntoTheQueryOfAGet() {
    handOut("");
    try (HttpTasks tasks = tasks("GET", "")) {
      tasks.call("GET", api.url(), "");
    }
    assertThat(authority.onlyRequest().path())
        .isEqualTo("/token?tenant=7&v=2&grant_type=client_credentials&audience=https%3A%2F%2Fapi");
  }

  @Test
  void shouldUseATokenUntilItIsAboutToExpire() {
    handOut(",\"expires_in\":3600");
    try (HttpTasks tasks = tasks("POST", "")) {
      tasks.call("GET", api.url(), "");
      now.updateAndGet(it -> it.plusSeconds(3539));
      tasks.call("GET", api.url(), "");
      now.updateAndGet(it -> it.plusSeconds(2));
      tasks.call("GET", api.url(), "");
    }
    assertThat(tokensSent()).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 407})
  void shouldFetchAnotherTokenWhenOneIsRefused(int status) {
    handOut("");
    api.answers(
        request ->
            request.header("Authorization").equals("Bearer t2")
                ? Answer.json(200, "{}")
                : Answer.json(status, "no"));
    try (HttpTasks tasks = tasks("POST", "")) {
      assertThat(tasks.call("GET", api.url(), "")).isInstanceOf(TaskReport.Succeeded.class);
      assertThat(tasks.call("GET", api.url(), "")).isInstanceOf(TaskReport.Succeeded.class);
    }
    assertThat(tokensSent()).containsExactly("Bearer t1", "Bearer t2", "Bearer t2");
  }

  @Test
  void shouldBelieveASecondRefusal() {
    handOut("");
    api.answers(Answer.json(401, "no"));
    try (HttpTasks tasks = tasks("POST", "")) {
      assertThat(tasks.call("GET", api.url(), ""))
          .isEqualTo(new TaskReport.Failed("States.Http.StatusCode.401", "no"));
    }
    assertThat(tokensSent()).containsExactly("Bearer t1", "Bearer t2");
  }

  @Test
  void shouldFetchOneTokenForAll() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    authority.answers(
        _ -> {
          asked.countDown();
          try {
            go.await();
          } catch (InterruptedException _) {
            // the test is over
          }
          return Answer.json(
              200, "{\"access_token\":\"t%d\"}".formatted(handedOut.incrementAndGet()));
        });
    try (HttpTasks tasks = tasks("POST", "");
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TaskReport>> reports = new ArrayList<>();
      Callable<TaskReport> call = () -> tasks.call("GET", api.url(), "");
      for (int i = 0; i < 50; i++) {
        reports.add(callers.submit(call));
      }
      asked.await();
      go.countDown();
      for (Future<TaskReport> report : reports) {
        assertThat(report.get()).isInstanceOf(TaskReport.Succeeded.class);
      }
    }
    assertThat(authority.requests()).hasSize(1);
    assertThat(tokensSent()).hasSize(50).containsOnly("Bearer t1");
  }

  @Test
  void shouldSayWhyThereIsNoTokenWithoutTellingSecrets() {
    authority.answers(
        new Answer(
            401,
            Map.of(),
            "{\"error\":\"invalid_client\",\"error_description\":\"s3cr:t is wrong\"}"));
    try (HttpTasks tasks = tasks("POST", "")) {
      assertThat(tasks.call("GET", api.url(), ""))
          .isEqualTo(
              new TaskReport.Failed(
                  "Events.ConnectionResource.InvalidConnectionState",
                  "The connection has no access token: "
                      + authority.url()
                      + "/token?tenant=7 answered 401 (invalid_client)"));
      authority.answers(Answer.json(200, "{}"));
      assertThat(((TaskReport.Failed) tasks.call("GET", api.url(), "")).cause())
          .endsWith("answered 200 without an access_token");
      handOut("");
      assertThat(tasks.call("GET", api.url(), "")).isInstanceOf(TaskReport.Succeeded.class);
      assertThat(api.requests()).hasSize(1);
    }
  }
}
