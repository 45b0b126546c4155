package pawl.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.engine.trial.Trials.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.engine.trial.Inspection.Tolerance;
import pawl.engine.trial.Verdict.Status;

class MapTrialTest {
  private static Trials map(String fields) {
    return Trials.of(
        """
        {"Type": "Map", "End": true, %s "ItemProcessor": {"StartAt": "I",
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "States": {"I": {"Type": "Pass", "End": true}}}}
        """
            .formatted(fields));
  }

  private static Trials reading(String config, String data) {
    return map("""
    "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
      "Parameters": {"Bucket": "b", "Key": "k"}, "ReaderConfig": %s},
    "ItemSelector": {"v.$": "$$.Map.Item.Value"},
    """
            .formatted(config))
        .given(new StateConfiguration(0, null, data));
  }

  private static StateConfiguration failed(int iterations) {
    return new StateConfiguration(0, iterations, null);
  }

  @Test
  void shouldShowTheStepsOfAMap() {
    Verdict verdict =
        map("\"ItemsPath\": \"$.v\", \"ItemSelector\": {\"i.$\": \"$$.Map.Item.Index\"},"
                + " \"MaxConcurrency\": 3, \"ToleratedFailurePercentage\": 50,")
            .on("{\"v\":[7,8]}")
            .succeeding("[1,2]");
    assertThat(data(verdict))
        .containsOnlyKeys(
            "input",
            "afterInputPath",
            "afterItemsPath",
            "afterItemSelector",
            "afterResultSelector",
            "afterResultPath")
        .containsEntry("afterItemsPath", "[7,8]")
        .containsEntry("afterItemSelector", "[{\"i\":0},{\"i\":1}]");
    assertThat(verdict.inspection().tolerance()).isEqualTo(new Tolerance(3, null, 50.0));
    assertThat(verdict.output()).hasToString("[1,2]");
  }

  @Test
  void shouldShowOfAMapInJsonataItsNumbersAlone() {
    Verdict verdict =
        map("\"QueryLanguage\": \"JSONata\", \"Items\": \"{% $states.input %}\","
                + " \"ToleratedFailureCount\": \"{% 1 + 1 %}\",")
            .on("[1]")
            .succeeding("[1]");
    assertThat(data(verdict)).containsOnlyKeys("input");
    assertThat(verdict.inspection().tolerance()).isEqualTo(new Tolerance(0, 2L, null));
  }

  @Test
  void shouldFailBeforeItsNumbersIfThereAreNoItems() {
    Verdict verdict =
        map("\"ItemsPath\": \"$.v\", \"MaxConcurrency\": 3,").on("{\"v\":1}").succeeding("[]");
    assertThat(verdict.error()).isEqualTo("States.Runtime");
    assertThat(verdict.cause()).isEqualTo("Reference path \"$.v\" must point to array.");
    assertThat(data(verdict)).containsOnlyKeys("input", "afterInputPath");
    assertThat(verdict.inspection().tolerance()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"ToleratedFailureCount\": 1,', 1, SUCCEEDED",
    "'\"ToleratedFailureCount\": 1,', 2, FAILED",
    "'\"ToleratedFailurePercentage\": 50,', 2, SUCCEEDED",
    "'\"ToleratedFailurePercentage\": 50,', 3, FAILED",
    "'', 4, SUCCEEDED"
  })
  void shouldTolerateAsManyFailedIterationsAsItSays(String fields, int iterations, Status status) {
    Verdict verdict = map(fields).on("[1,2,3,4]").given(failed(iterations)).succeeding("[]");
    assertThat(verdict.status()).isEqualTo(status);
    assertThat(verdict.error())
        .isEqualTo(status == Status.FAILED ? "States.ExceedToleratedFailureThreshold" : null);
  }

  @Test
  void shouldTakeAMockedErrorWhateverIsTolerated() {
    Verdict verdict =
        map("\"ToleratedFailureCount\": 3,").on("[1]").given(failed(1)).failing("Mocked");
    assertThat(verdict.error()).isEqualTo("Mocked");
    assertThat(verdict.inspection().tolerance()).isEqualTo(new Tolerance(0, 3L, null));
  }

  @Test
  void shouldPutItemsTogether() {
    Verdict byNumber =
        map("\"ItemBatcher\": {\"MaxItemsPerBatch\": 2, \"BatchInput\": {\"b\": 1}},")
            .on("[1,2,3]")
            .succeeding("[]");
    assertThat(data(byNumber))
        .containsEntry(
            "afterItemBatcher",
            "[{\"BatchInput\":{\"b\":1},\"Items\":[1,2]},{\"BatchInput\":{\"b\":1},\"Items\":[3]}]");
    Verdict bySize =
        map("\"ItemBatcher\": {\"MaxInputBytesPerBatch\": 60},")
            .on("[\"%1$s\",\"%1$s\",\"x\"]".formatted("x".repeat(20)))
            .succeeding("[]");
    assertThat(data(bySize).get("afterItemBatcher"))
        .isEqualTo(
            "[{\"Items\":[\"%1$s\"]},{\"Items\":[\"%1$s\",\"x\"]}]".formatted("x".repeat(20)));
  }

  @Test
  void shouldReadJsonAtItsPointer() {
    Verdict verdict =
        reading("{\"InputType\": \"JSON\", \"ItemsPointer\": \"/a/b\"}", "{\"a\":{\"b\":[1,2]}}")
            .succeeding("[]");
    assertThat(data(verdict))
        .containsEntry("afterItemsPointer", "[1,2]")
        .containsEntry("afterItemSelector", "[{\"v\":1},{\"v\":2}]")
        .doesNotContainKey("afterItemsPath");
  }

  @Test
  void shouldReadJsonLines() {
    Verdict verdict = reading("{\"InputType\": \"JSONL\"}", "{\"a\":1}\n\n2\n").succeeding("[]");
    assertThat(data(verdict)).containsEntry("afterItemSelector", "[{\"v\":{\"a\":1}},{\"v\":2}]");
  }

  @Test
  void shouldReadCsv() {
    Verdict verdict =
        reading(
                "{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\", \"MaxItems\": 2}",
                "a,b\r\n\"x, \"\"y\"\"\",2\r\n3,\r\n4,5\r\n")
            .succeeding("[]");
    assertThat(data(verdict))
        .containsEntry(
            "afterItemSelector",
            "[{\"v\":{\"a\":\"x, \\\"y\\\"\",\"b\":\"2\"}},{\"v\":{\"a\":\"3\",\"b\":\"\"}}]");
    Verdict given =
        reading(
                "{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\","
                    + " \"CSVHeaders\": [\"h\"], \"CSVDelimiter\": \"TAB\"}",
                "1\tx\n2")
            .succeeding("[]");
    assertThat(data(given))
        .containsEntry("afterItemSelector", "[{\"v\":{\"h\":\"1\"}},{\"v\":{\"h\":\"2\"}}]");
  }

  @Test
  void shouldFailIfTheDatasetIsNone() {
    assertThat(reading("{\"InputType\": \"JSON\"}", "{").succeeding("[]").error())
        .isEqualTo("States.ItemReaderFailed");
    assertThat(reading("{\"InputType\": \"JSON\"}", "1").succeeding("[]").error())
        .isEqualTo("States.ItemReaderFailed");
  }

  @Test
  void shouldGoOnWithoutItemsIfNothingIsSaidOfThem() {
    Verdict verdict = reading("{\"InputType\": \"JSON\"}", null).succeeding("[3]");
    assertThat(verdict.output()).hasToString("[3]");
    assertThat(data(verdict)).doesNotContainKey("afterItemSelector");
  }
}
