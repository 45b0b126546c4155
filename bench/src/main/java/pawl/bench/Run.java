package pawl.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import pawl.asl.Json;
import pawl.bench.measure.Calibration;
import pawl.bench.work.Result;
import pawl.bench.work.Score;

/** One workload's result beside how fast the machine was in the same minute. */
record Run(
    String workload,
    String parameters,
    List<Score> scores,
    Map<String, Double> figures,
    Map<String, Double> cpuSplit,
    Calibration calibration) {
  /** With numbers as precise as a written report has them, so that both are read alike. */
  static Run of(Result result, Calibration calibration) {
    Run precise =
        new Run(
            result.workload(),
            result.parameters(),
            result.scores(),
            result.figures(),
            result.cpuSplit(),
            calibration);
    return read(precise.json());
  }

  ObjectNode json() {
    ObjectNode json =
        Json.MAPPER.createObjectNode().put("workload", workload).put("parameters", parameters);
    json.putObject("calibration")
        .put("cpuScore", rounded(calibration.cpuScore()))
        .put("syncMicros", rounded(calibration.syncMicros()))
        .put("slowSyncMicros", rounded(calibration.slowSyncMicros()));
    var goals = json.putArray("scores");
    for (Score score : scores) {
      goals
          .addObject()
          .put("what", score.what())
          .put("value", rounded(score.value()))
          .put("goal", score.goal())
          .put("unit", score.unit())
          .put("atLeast", score.atLeast())
          .put("met", score.isMet());
    }
    ObjectNode all = json.putObject("figures");
    figures.forEach((name, value) -> all.put(name, rounded(value)));
    ObjectNode split = json.putObject("cpuMicrosPerStepByThreads");
    cpuSplit.forEach((name, value) -> split.put(name, rounded(value)));
    return json;
  }

  static Run read(JsonNode json) {
    JsonNode calibration = json.get("calibration");
    return new Run(
        json.get("workload").asText(),
        json.get("parameters").asText(),
        StreamSupport.stream(json.get("scores").spliterator(), false).map(Run::score).toList(),
        numbers(json.get("figures")),
        numbers(json.get("cpuMicrosPerStepByThreads")),
        new Calibration(
            calibration.get("cpuScore").asDouble(),
            calibration.get("syncMicros").asDouble(),
            calibration.get("slowSyncMicros").asDouble()));
  }

  private static Score score(JsonNode json) {
    return new Score(
        json.get("what").asText(),
        json.get("value").asDouble(),
        json.get("goal").asDouble(),
        json.get("unit").asText(),
        json.get("atLeast").asBoolean());
  }

  private static Map<String, Double> numbers(JsonNode json) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    json.properties().forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asDouble()));
    return numbers;
  }

  /** Three places are more than any of these numbers is worth. */
  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
