package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.sdk.SdkBridge;

class ModelInvocationTest {
  private final FakeService aws = new FakeService();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final RemoteJobs jobs = new RemoteJobs(bridge);

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  private TaskReport call(String parameters) throws Exception {
    return ((Start.Answered)
            jobs.start(Calls.service("bedrock:invokeModel", parameters.replace('\'', '"'))))
        .report();
  }

  private static Answer model(String body) {
    return new Answer(200, Map.of("Content-Type", "application/json"), body);
  }

  @Test
  void shouldShowTheAnswerOfTheModelAsJson() throws Exception {
    aws.answers(model("{\"generations\":[{\"text\":\"Hi\"}]}"));

    TaskReport report =
        call("{'ModelId':'m-1','Body':{'prompt':'Hello'},'ContentType':'application/json'}");

    assertThat(aws.onlyRequest().path()).isEqualTo("/model/m-1/invoke");
    assertThat(aws.onlyRequest().body()).isEqualTo("{\"prompt\":\"Hello\"}");
    assertThat(((TaskReport.Succeeded) report).output().node())
        .isEqualTo(
            json("{'Body':{'generations':[{'text':'Hi'}]},'ContentType':'application/json'}"));
  }

  @Test
  void shouldReadTheBodyFromS3AndWriteTheAnswerThere() throws Exception {
    aws.answers(
        request ->
            switch (request.method() + " " + request.path()) {
              case "GET /in/prompt.json" -> model("{\"prompt\":\"From S3\"}");
              case "POST /model/m-1/invoke" -> model("{\"text\":\"To S3\"}");
              case "PUT /out/answer.json" -> new Answer(200, Map.of("ETag", "\"e\""), "");
              default -> Answer.json(404, "{}");
            });

    TaskReport report =
        call(
            "{'ModelId':'m-1','Input':{'S3Uri':'s3://in/prompt.json'},"
                + "'Output':{'S3Uri':'s3://out/answer.json'}}");

    assertThat(aws.requests()).hasSize(3);
    assertThat(aws.requests().get(1).body()).isEqualTo("{\"prompt\":\"From S3\"}");
    assertThat(aws.requests().get(1).header("Content-Type")).isEqualTo("application/json");
    assertThat(aws.requests().get(2).body()).isEqualTo("{\"text\":\"To S3\"}");
    assertThat(((TaskReport.Succeeded) report).output().node())
        .isEqualTo(json("{'Body':'s3://out/answer.json','ContentType':'application/json'}"));
  }

  @Test
  void shouldRefuseTwoBodies() throws Exception {
    assertThat(call("{'ModelId':'m','Body':{},'Input':{'S3Uri':'s3://b/k'}}"))
        .asString()
        .contains("Only one of the fields 'Body' and 'Input' can be given");
    assertThat(call("{'ModelId':'m','Input':{'S3Uri':'http://b/k'}}"))
        .asString()
        .contains("must be of the form s3://bucket/key");
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void shouldSayWhatTheModelRefused() throws Exception {
    aws.answers(
        Answer.json(429, "{\"message\":\"Too many\"}")
            .with("x-amzn-ErrorType", "ThrottlingException"));
    assertThat(call("{'ModelId':'m','Body':{}}"))
        .asString()
        .contains("Bedrock.ThrottlingException");
  }
}
