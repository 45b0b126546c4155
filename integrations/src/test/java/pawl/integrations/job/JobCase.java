package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import pawl.asl.Json;

/** A row of {@code jobs.json}: what an action sends, what the service answers, what comes of it. */
record JobCase(JsonNode row) {
  static Stream<JobCase> all() {
    try (InputStream table = JobCase.class.getResourceAsStream("jobs.json")) {
      return StreamSupport.stream(Json.MAPPER.readTree(table).spliterator(), false)
          .map(JobCase::new);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<JobCase> stoppable() {
    return all().filter(it -> it.row.has("stop"));
  }

  String resource() {
    return text("resource");
  }

  String module() {
    return text("module");
  }

  String text(String member) {
    return row.path(member).asText();
  }

  JsonNode json(String member) {
    return row.path(member);
  }

  ObjectNode object(String member, String otherwise) {
    return (ObjectNode) (row.has(member) ? row.get(member) : row.get(otherwise));
  }

  /** A member in which the status is filled in. */
  JsonNode with(String member, String status) {
    try {
      return Json.MAPPER.readTree(
          row.path(member).toString().replace("\"STATUS\"", "\"" + status + "\""));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  List<String> statuses(String member) {
    return StreamSupport.stream(row.path(member).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  @Override
  public String toString() {
    return resource();
  }
}
