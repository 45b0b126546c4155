package pawl.integrations.items;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.engine.ChildResult;
import pawl.engine.ExecutionStatus;
import pawl.engine.ResultRequest;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.S3Double;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.SdkBridge;

class S3ResultSinkTest {
  private static final String RUN = "arn:aws:states:us-east-1:1:mapRun:M/Label:0b7e9a3c-uuid";
  private static final String FOLDER = "jobs/0b7e9a3c-uuid/";

  private static S3Double s3;
  private static SdkBridge bridge;

  private final S3ResultSink sink = new S3ResultSink(new ObjectStore(bridge));

  @BeforeAll
  static void start() {
    s3 = new S3Double();
    bridge = new SdkBridge(Calls.accessTo(s3.url()));
  }

  @BeforeEach
  void makeBucket() {
    s3.clear().bucket("b");
  }

  @AfterAll
  static void stop() {
    bridge.close();
    s3.close();
  }

  private static ResultRequest request(String outputType, String transformation) {
    return new ResultRequest(
        RUN,
        "arn:aws:states:::s3:putObject",
        Payload.ofText("{\"Bucket\":\"b\",\"Prefix\":\"jobs\"}"),
        outputType,
        transformation);
  }

  private static ChildResult child(String name, ExecutionStatus status, String output) {
    boolean isFailed = status == ExecutionStatus.FAILED;
    return new ChildResult(
        "arn:aws:states:us-east-1:1:execution:M/Label:" + name,
        name,
        "arn:aws:states:us-east-1:1:stateMachine:M/Label",
        status,
        Payload.ofText("{\"in\":\"" + name + "\"}"),
        output == null ? null : Payload.ofText(output),
        isFailed ? "Broken" : null,
        isFailed ? "It broke." : null,
        1_700_000_000_123L,
        status.isFinal() ? 1_700_000_001_000L : 0);
  }

  private static final List<ChildResult> CHILDREN =
      List.of(
          child("one", ExecutionStatus.SUCCEEDED, "[1,[2]]"),
          child("two", ExecutionStatus.FAILED, null),
          child("three", ExecutionStatus.SUCCEEDED, "\"x\""),
          child("four", ExecutionStatus.ABORTED, null),
          child("five", ExecutionStatus.RUNNING, null));

  private static JsonNode json(String text) throws IOException {
    return Json.MAPPER.readTree(text);
  }

  private static String described(int child) {
    return ChildDescription.of(CHILDREN.get(child)).toString();
  }

  @Test
  void shouldDescribeAChildThatSucceeded() throws Exception {
    assertThat(json(described(0)))
        .isEqualTo(
            json(
                """
                {"ExecutionArn":"arn:aws:states:us-east-1:1:execution:M/Label:one",
                 "Input":"{\\"in\\":\\"one\\"}","InputDetails":{"Included":true},"Name":"one",
                 "Output":"[1,[2]]","OutputDetails":{"Included":true},"RedriveCount":0,
                 "RedriveStatus":"NOT_REDRIVABLE",
                 "RedriveStatusReason":"Execution is SUCCEEDED and cannot be redriven",
                 "StartDate":"2023-11-14T22:13:20.123Z",
                 "StateMachineArn":"arn:aws:states:us-east-1:1:stateMachine:M/Label",
                 "Status":"SUCCEEDED","StopDate":"2023-11-14T22:13:21Z"}\
                """));
  }

  @Test
  void shouldDescribeChildrenThatDidNot() throws Exception {
    assertThat(json(described(1)))
        .isEqualTo(
            json(
                """
                {"Cause":"It broke.","Error":"Broken",
                 "ExecutionArn":"arn:aws:states:us-east-1:1:execution:M/Label:two",
                 "Input":"{\\"in\\":\\"two\\"}","InputDetails":{"Included":true},"Name":"two",
                 "RedriveCount":0,"RedriveStatus":"REDRIVABLE_BY_MAP_RUN",
                 "StartDate":"2023-11-14T22:13:20.123Z",
                 "StateMachineArn":"arn:aws:states:us-east-1:1:stateMachine:M/Label",
                 "Status":"FAILED","StopDate":"2023-11-14T22:13:21Z"}\
                """));
    assertThat(json(described(4)).has("StopDate")).isFalse();
  }

  @Test
  void shouldWriteFilesByOutcomeAndAManifest() throws Exception {
    TaskReport report = sink.write(request(null, null), CHILDREN.iterator());

    assertThat(report)
        .isEqualTo(
            new TaskReport.Succeeded(
                Payload.ofText(
                    "{\"MapRunArn\":\"%s\",\"ResultWriterDetails\":{\"Bucket\":\"b\",\"Key\":\"%smanifest.json\"}}"
                        .formatted(RUN, FOLDER))));
    assertThat(s3.text("b", FOLDER + "SUCCEEDED_0.json"))
        .isEqualTo("[" + described(0) + "," + described(2) + "]");
    assertThat(s3.text("b", FOLDER + "FAILED_0.json"))
        .isEqualTo("[" + described(1) + "," + described(3) + "]");
    assertThat(s3.text("b", FOLDER + "PENDING_0.json")).isEqualTo("[" + described(4) + "]");
    JsonNode manifest = json(s3.text("b", FOLDER + "manifest.json"));
    assertThat(manifest.path("DestinationBucket").asText()).isEqualTo("b");
    assertThat(manifest.path("MapRunArn").asText()).isEqualTo(RUN);
    for (String outcome : List.of("SUCCEEDED", "FAILED", "PENDING")) {
      String key = FOLDER + outcome + "_0.json";
      assertThat(manifest.path("ResultFiles").path(outcome))
          .isEqualTo(
              json(
                  "[{\"Key\":\"%s\",\"Size\":%d}]"
                      .formatted(key, s3.objects("b").get(key).length)));
    }
  }

  @Test
  void shouldWriteNoFileWithoutResults() throws Exception {
    sink.write(request(null, null), Collections.emptyIterator());
    assertThat(s3.objects("b")).containsOnlyKeys(FOLDER + "manifest.json");
    assertThat(json(s3.text("b", FOLDER + "manifest.json")).path("ResultFiles"))
        .isEqualTo(json("{\"FAILED\":[],\"PENDING\":[],\"SUCCEEDED\":[]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "JSON|COMPACT|`[[1,[2]],\"x\"]`",
        "JSON|FLATTEN|`[1,[2],\"x\"]`",
        "JSONL|COMPACT|`[1,[2]]\n\"x\"\n`",
        "JSONL|FLATTEN|`1\n[2]\n\"x\"\n`"
      })
  void shouldTransformWhatSucceededOnly(String type, String transformation, String succeeded) {
    sink.write(request(type, transformation), CHILDREN.iterator());
    assertThat(s3.text("b", FOLDER + "SUCCEEDED_0.json")).isEqualTo(succeeded);
    assertThat(s3.text("b", FOLDER + "FAILED_0.json")).contains(described(1), described(3));
  }

  @Test
  void shouldBeginANewFileWhenOneIsFull() throws Exception {
    int size = described(0).length();
    new S3ResultSink(new ObjectStore(bridge), size)
        .write(request("JSONL", null), List.of(CHILDREN.get(0), CHILDREN.get(0)).iterator());
    assertThat(s3.text("b", FOLDER + "SUCCEEDED_0.json")).isEqualTo(described(0) + "\n");
    assertThat(s3.text("b", FOLDER + "SUCCEEDED_1.json")).isEqualTo(described(0) + "\n");
    assertThat(
            json(s3.text("b", FOLDER + "manifest.json"))
                .at("/ResultFiles/SUCCEEDED/1/Size")
                .asInt())
        .isEqualTo(size + 1);
  }

  @Test
  void shouldUploadLargeFilesInParts() throws Exception {
    String output = "\"" + "x".repeat(1 << 20) + "\"";
    ChildResult large = child("large", ExecutionStatus.SUCCEEDED, output);
    sink.write(request("JSON", "COMPACT"), IntStream.range(0, 20).mapToObj(_ -> large).iterator());
    JsonNode written = json(s3.text("b", FOLDER + "SUCCEEDED_0.json"));
    assertThat(written).hasSize(20);
    assertThat(written.get(19).textValue()).hasSize(1 << 20);
    assertThat(s3.requests()).filteredOn(it -> it.contains("partNumber=")).hasSize(3);
    assertThat(s3.uploadsUnderWay()).isZero();
  }

  @Test
  void shouldLeaveNothingHalfWritten() {
    ChildResult large =
        child("large", ExecutionStatus.SUCCEEDED, "\"" + "x".repeat(9 << 20) + "\"");
    Iterator<ChildResult> broken =
        IntStream.range(0, 2)
            .mapToObj(
                i -> {
                  if (i == 1) {
                    throw new IllegalStateException("lost");
                  }
                  return large;
                })
            .iterator();
    TaskReport.Failed failed = (TaskReport.Failed) sink.write(request(null, null), broken);
    assertThat(failed.error()).isEqualTo("States.ResultWriterFailed");
    assertThat(s3.objects("b")).isEmpty();
    assertThat(s3.uploadsUnderWay()).isZero();
  }

  @Test
  void shouldReportWhatTheStoreSays() {
    s3.clear();
    assertThat(sink.write(request(null, null), CHILDREN.iterator()))
        .isEqualTo(
            new TaskReport.Failed(
                "States.ResultWriterFailed",
                "The specified bucket does not exist (Service: Amazon S3; Status Code: 404;"
                    + " Error Code: NoSuchBucket; Request ID: R1; S3 Extended Request ID: X1;"
                    + " Proxy: null)"));
  }

  @Test
  void shouldOnlyFormResultsWithoutADestination() throws Exception {
    ResultRequest flat = new ResultRequest(RUN, null, Payload.EMPTY_OBJECT, "JSON", "FLATTEN");
    TaskReport.Succeeded report =
        (TaskReport.Succeeded) sink.write(flat, CHILDREN.subList(0, 3).iterator());
    assertThat(json(report.output().text())).isEqualTo(json("[1,[2]," + described(1) + ",\"x\"]"));
    ResultRequest lines = new ResultRequest(RUN, null, Payload.EMPTY_OBJECT, "JSONL", "COMPACT");
    assertThat(sink.write(lines, List.of(CHILDREN.get(0), CHILDREN.get(2)).iterator()))
        .isEqualTo(new TaskReport.Succeeded(Payload.ofText("\"[1,[2]]\\n\\\"x\\\"\\n\"")));
    assertThat(s3.requests()).isEmpty();
  }
}
