package pawl.integrations.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.engine.TaskReport;

/**
 * What a mock file says, in the format of Step Functions Local: for every state machine its test
 * cases, for each of them the states that are mocked, and for each state by what answers.
 *
 * @param machines by the name of a machine its test cases by their names
 */
record MockFile(Map<String, Map<String, TestCase>> machines) {
  MockFile {
    machines = Map.copyOf(machines);
  }

  /**
   * A test case.
   *
   * @param states the answers of each state that is mocked, by its name
   */
  record TestCase(Map<String, MockedResponse> states) {
    TestCase {
      states = Map.copyOf(states);
    }
  }

  /**
   * Answers to one call after another.
   *
   * @param answers in the order of the file; no two are for the same call
   */
  record MockedResponse(String name, List<Answer> answers) {
    MockedResponse {
      answers = List.copyOf(answers);
    }

    /** The answer to a call; null if there is none. */
    @Nullable TaskReport answer(int invocation) {
      return answers.stream()
          .filter(answer -> answer.first <= invocation && invocation <= answer.last)
          .findFirst()
          .map(Answer::report)
          .orElse(null);
    }
  }

  /**
   * What some calls are answered with; the first of all calls is number 0.
   *
   * @param first number of the first of them
   * @param last number of the last of them
   */
  record Answer(int first, int last, TaskReport report) {}

  /**
   * Reads a file.
   *
   * @throws MockFileException if it is not what it should be
   */
  static MockFile parse(String text) {
    JsonNode file;
    try {
      file = Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MockFileException(
          e.getLocation() == null
              ? e.getOriginalMessage()
              : "line %d, column %d: %s"
                  .formatted(
                      e.getLocation().getLineNr(),
                      e.getLocation().getColumnNr(),
                      e.getOriginalMessage()));
    }
    return new MockFileReader().read(file);
  }

  @Nullable TestCase testCase(String machine, String name) {
    return machines.getOrDefault(machine, Map.of()).get(name);
  }

  /** The test cases of a machine. */
  Set<String> testCases(String machine) {
    return machines.getOrDefault(machine, Map.of()).keySet();
  }
}
