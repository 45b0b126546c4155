package pawl.integrations.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Json;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.integrations.mock.MockFile.MockedResponse;
import pawl.integrations.mock.MockFile.TestCase;

/**
 * Answers the calls of executions that were started with a test case from a mock file, and makes
 * all others. A task that its test case mocks never calls anything, also when the file has no
 * answer, or when there is no file any more: then it fails.
 *
 * <p>The file is read again when it has changed and another execution is started with a test case.
 */
public final class MockedTasks implements TaskCaller {
  private static final Logger LOG = LoggerFactory.getLogger(MockedTasks.class);

  /** AWS's name for what is wrong with the definition or its surroundings; nothing catches it. */
  private static final String ERROR = "States.Runtime";

  private final @Nullable Path file;
  private final TaskCaller real;
  private volatile @Nullable Loaded loaded;

  private record Loaded(MockFile mocks, FileTime changed, long bytes) {}

  /**
   * Reads the file.
   *
   * @param file null if there is none
   * @param real makes the calls that are not mocked
   * @throws MockFileException if the file can't be read or is not what it should be
   */
  public MockedTasks(@Nullable Path file, TaskCaller real) {
    this.file = file;
    this.real = real;
    if (file != null) {
      loaded = load(file);
    }
  }

  private static Loaded load(Path file) {
    try {
      // The time before the content: what is written in between is read again.
      FileTime changed = Files.getLastModifiedTime(file);
      String text = Files.readString(file);
      return new Loaded(MockFile.parse(text), changed, Files.size(file));
    } catch (NoSuchFileException _) {
      throw new MockFileException("there is no mock file " + file);
    } catch (CharacterCodingException _) {
      throw new MockFileException("the mock file " + file + " is not UTF-8");
    } catch (IOException e) {
      throw new MockFileException("the mock file " + file + " can't be read: " + e);
    } catch (MockFileException e) {
      throw new MockFileException(
          "the mock file %s is not right: %s".formatted(file, e.getMessage()));
    }
  }

  /**
   * Why an execution of a machine can't be started with a test case; empty if it can. Looks whether
   * the file has changed.
   *
   * @param definition of the machine
   */
  public Optional<String> obstacle(String machine, String definition, String testCase) {
    Loaded current = loaded;
    if (file == null || current == null) {
      return Optional.of(
          "There is no mock file with the test case '%s': start the server with --mock-config FILE"
              .formatted(testCase));
    }
    try {
      if (!Files.getLastModifiedTime(file).equals(current.changed)
          || Files.size(file) != current.bytes) {
        current = load(file);
        loaded = current;
        LOG.info("The mock file {} was read again", file);
      }
    } catch (IOException e) {
      return Optional.of("The mock file " + file + " can't be read: " + e);
    } catch (MockFileException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    TestCase asked = current.mocks.testCase(machine, testCase);
    return asked == null
        ? Optional.of(unknown(current.mocks, machine, testCase))
        : mockedActivity(definition, asked)
            .map(
                state ->
                    "The test case '%s' mocks '%s', which is an activity: a worker has to answer"
                        .formatted(testCase, state));
  }

  /** An activity that a test case mocks: as in Step Functions Local, that can't be. */
  private static Optional<String> mockedActivity(String definition, TestCase testCase) {
    JsonNode machine;
    try {
      machine = Json.MAPPER.readTree(definition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored definition is no JSON", e);
    }
    for (JsonNode states : machine.findValues("States")) {
      for (var state : states.properties()) {
        if (testCase.states().containsKey(state.getKey())
            && state.getValue().path("Resource").asText().contains(":activity:")) {
          return Optional.of(state.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private static String unknown(MockFile mocks, String machine, String testCase) {
    var known = new TreeSet<>(mocks.testCases(machine));
    return "The mock file has no test case '%s' for the state machine '%s'%s"
        .formatted(
            testCase,
            machine,
            known.isEmpty() ? ", and no other" : "; it has " + String.join(", ", known));
  }

  @Override
  public TaskReport follow(TaskCall call, String job) {
    return real.follow(call, job);
  }

  @Override
  public void stop(String job) {
    real.stop(job);
  }

  @Override
  public TaskReport call(TaskCall call) {
    TaskCall.TestCase asked = call.testCase();
    if (asked == null) {
      return real.call(call);
    }
    Loaded current = loaded;
    if (current == null) {
      return failure(
          "The execution runs with the test case '%s', and the server has no mock file"
              .formatted(asked.name()));
    }
    // Children of a distributed Map have its label behind the name of the machine.
    String machine = asked.machineName().split("/", 2)[0];
    TestCase testCase = current.mocks.testCase(machine, asked.name());
    if (testCase == null) {
      return failure(unknown(current.mocks, machine, asked.name()));
    }
    MockedResponse response = testCase.states().get(call.stateName());
    if (response == null) {
      return real.call(call);
    }
    TaskReport answer = response.answer(asked.invocation());
    return answer != null
        ? answer
        : failure(
            "The mocked response '%s' of state '%s' has no answer to call %d"
                .formatted(response.name(), call.stateName(), asked.invocation()));
  }

  private static TaskReport failure(String cause) {
    return new TaskReport.Failed(ERROR, cause);
  }
}
