package pawl.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.dev.template.Plan;
import pawl.engine.id.Arns;

class EnvironmentTest {
  @ParameterizedTest
  @CsvSource({
    "WorkQueue, WORK_QUEUE",
    "Jobs, JOBS",
    "SQSQueue2, SQS_QUEUE2",
    "ordersDLQ, ORDERS_DLQ"
  })
  void shouldNameVariablesAfterLogicalIds(String logicalId, String variable) {
    assertThat(Environment.variable(logicalId)).isEqualTo(variable);
  }

  @Test
  void shouldLeadSdksHereAndKeepOtherEndpoints() {
    Map<String, String> variables =
        Environment.of(
            new ApplicationSettings(
                Path.of("."),
                Path.of(".pawl"),
                new Arns("eu-west-1", "123456789012"),
                "http://127.0.0.1:8083",
                Map.of()),
            "http://127.0.0.1:9324",
            null,
            Plan.EMPTY,
            Map.of(
                "AWS_ENDPOINT_URL_S3", "http://localhost:9000",
                "AWS_ENDPOINT_URL_SQS", "http://localhost:1",
                "AWS_PROFILE", "work"));
    assertThat(variables)
        .containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:8083")
        .containsEntry("AWS_ENDPOINT_URL_SFN", "http://127.0.0.1:8083")
        .containsEntry("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:9324")
        .containsEntry("AWS_ENDPOINT_URL_S3", "http://localhost:9000")
        .containsEntry("AWS_REGION", "eu-west-1")
        .doesNotContainKey("AWS_PROFILE");
  }

  @Test
  void shouldNameQueuesAndBuckets() {
    Plan plan =
        new Plan(
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Plan.Queue(
                    "WorkQueue", "work", "arn", "http://q", false, false, null, null, null, null)),
            List.of(new Plan.Bucket("DataBucket", "data", "arn:aws:s3:::data")),
            List.of());
    Map<String, String> variables =
        Environment.of(
            new ApplicationSettings(
                Path.of("."),
                Path.of(".pawl"),
                new Arns("eu-west-1", "123456789012"),
                "http://127.0.0.1:8083",
                Map.of()),
            "http://127.0.0.1:9324",
            "http://127.0.0.1:9325",
            plan,
            Map.of("AWS_ENDPOINT_URL_S3", "http://localhost:9000"));
    assertThat(variables)
        .containsEntry("WORK_QUEUE_URL", "http://q")
        .containsEntry("DATA_BUCKET_NAME", "data")
        .containsEntry("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9325");
  }
}
