package pawl.integrations.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.TaskReport;
import pawl.integrations.mock.MockFile.Answer;
import pawl.integrations.mock.MockFile.MockedResponse;
import pawl.integrations.mock.MockFile.TestCase;

/** Makes a {@link MockFile} of JSON, or tells everything that is wrong with it. */
final class MockFileReader {
  private static final Pattern CALLS = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");

  private final List<String> problems = new ArrayList<>();

  MockFile read(JsonNode file) {
    check(file, "", Set.of("StateMachines", "MockedResponses"), "an object");
    Map<String, MockedResponse> responses = new LinkedHashMap<>();
    entries(file.path("MockedResponses"), "MockedResponses")
        .forEach((name, value) -> responses.put(name, response(name, value)));
    Map<String, Map<String, TestCase>> machines = new LinkedHashMap<>();
    entries(file.path("StateMachines"), "StateMachines")
        .forEach((name, value) -> machines.put(name, testCases(name, value, responses)));
    if (!problems.isEmpty()) {
      throw new MockFileException(problems);
    }
    return new MockFile(machines);
  }

  private void problem(String place, String what) {
    problems.add((place.isEmpty() ? "" : place + ": ") + what);
  }

  /** Complains of a value that is no object, and of members that it should not have. */
  private void check(JsonNode value, String place, Set<String> known, String what) {
    if (!value.isObject()) {
      problem(place, "this has to be " + what);
    }
    value
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(
                    place, "'%s' is not known here (what is: %s)".formatted(name, names(known)));
              }
            });
  }

  private static String names(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  /** The members of an object that may be missing. */
  private Map<String, JsonNode> entries(JsonNode value, String place) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    if (!value.isMissingNode() && !value.isObject()) {
      problem(place, "this has to be an object");
    }
    value.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  private Map<String, TestCase> testCases(
      String machine, JsonNode value, Map<String, MockedResponse> responses) {
    String place = "StateMachines/" + machine;
    check(value, place, Set.of("TestCases"), "an object with TestCases");
    Map<String, TestCase> testCases = new LinkedHashMap<>();
    entries(value.path("TestCases"), place + "/TestCases")
        .forEach(
            (name, states) ->
                testCases.put(name, testCase(place + "/TestCases/" + name, states, responses)));
    return testCases;
  }

  private TestCase testCase(String place, JsonNode value, Map<String, MockedResponse> responses) {
    Map<String, MockedResponse> states = new LinkedHashMap<>();
    entries(value, place)
        .forEach(
            (state, named) -> {
              MockedResponse response = responses.get(named.asText());
              if (response != null && named.isTextual()) {
                states.put(state, response);
              } else if (named.isTextual()) {
                problem(place + "/" + state, "MockedResponses has no '" + named.textValue() + "'");
              } else {
                problem(place + "/" + state, "this has to be the name of a mocked response");
              }
            });
    return new TestCase(states);
  }

  private MockedResponse response(String name, JsonNode value) {
    String place = "MockedResponses/" + name;
    List<Answer> answers = new ArrayList<>();
    entries(value, place)
        .forEach(
            (calls, content) -> {
              Answer answer = answer(place + "/" + calls, calls, content);
              if (answer != null) {
                complainOfOverlap(place + "/" + calls, answer, answers);
                answers.add(answer);
              }
            });
    return new MockedResponse(name, answers);
  }

  private void complainOfOverlap(String place, Answer answer, List<Answer> others) {
    for (Answer other : others) {
      if (answer.first() <= other.last() && other.first() <= answer.last()) {
        problem(
            place, "there is another answer to call " + Math.max(answer.first(), other.first()));
        return;
      }
    }
  }

  private @Nullable Answer answer(String place, String calls, JsonNode content) {
    Matcher numbers = CALLS.matcher(calls);
    if (!numbers.matches()) {
      problem(place, "'%s' is neither a number such as 0 nor a range such as 1-3".formatted(calls));
      return null;
    }
    int first = Integer.parseInt(numbers.group(1));
    int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
    if (last < first) {
      problem(place, "the range ends before it begins");
    }
    TaskReport report = report(place, content);
    return report == null ? null : new Answer(first, last, report);
  }

  private @Nullable TaskReport report(String place, JsonNode content) {
    check(content, place, Set.of("Return", "Throw"), "an object with Return or Throw");
    if (content.has("Return") == content.has("Throw")) {
      problem(place, "exactly one of Return and Throw has to be there");
      return null;
    }
    return content.has("Return")
        ? new TaskReport.Succeeded(Payload.of(content.get("Return")))
        : failure(place + "/Throw", content.get("Throw"));
  }

  private TaskReport failure(String place, JsonNode value) {
    check(value, place, Set.of("Error", "Cause"), "an object with Error and Cause");
    for (String member : List.of("Error", "Cause")) {
      if (value.has(member) && !value.get(member).isTextual()) {
        problem(place + "/" + member, "this has to be a string");
      }
    }
    if (!value.has("Error")) {
      problem(place, "Error is missing");
    }
    return new TaskReport.Failed(value.path("Error").textValue(), value.path("Cause").textValue());
  }
}
