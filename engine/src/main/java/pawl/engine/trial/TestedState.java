package pawl.engine.trial;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pawl.asl.program.Flow;
import pawl.asl.program.Program;
import pawl.asl.program.Step;
import pawl.asl.program.TaskResource;

/**
 * The state that is tried.
 *
 * @param flow that the state stands in
 */
public record TestedState(Program program, Flow flow, Step step) {
  /** Looks for a state in the machine, its branches and its Maps' processors. */
  public static Optional<TestedState> find(Program program, String name) {
    return program.flows().stream()
        .flatMap(
            flow ->
                flow.steps().stream()
                    .filter(step -> step.name().equals(name))
                    .map(step -> new TestedState(program, flow, step)))
        .findFirst();
  }

  /** Names of all states inside a Parallel or Map; empty for other states. */
  public Set<String> innerStates() {
    return inner(step).collect(Collectors.toUnmodifiableSet());
  }

  private Stream<String> inner(Step outer) {
    Stream<Integer> flows =
        switch (outer) {
          case Step.Parallel parallel -> parallel.branches().stream();
          case Step.Map map -> Stream.of(map.processor());
          case Step.Pass _, Step.Wait _, Step.Succeed _, Step.Fail _, Step.Choice _, Step.Task _ ->
              Stream.of();
        };
    return flows
        .flatMap(id -> program.flows().get(id).steps().stream())
        .flatMap(each -> Stream.concat(Stream.of(each.name()), inner(each)));
  }

  /** Whether it is a Task that waits for a token or for a job that it started. */
  public boolean hasTaskToken() {
    return step instanceof Step.Task task
        && task.resource() instanceof TaskResource.Service service
        && service.pattern() != TaskResource.Pattern.REQUEST_RESPONSE;
  }

  @Nullable String nameOf(int next) {
    return next == Step.END ? null : flow.step(next).name();
  }

  Step.Recovery recovery() {
    return switch (step) {
      case Step.Task task -> task.recovery();
      case Step.Parallel parallel -> parallel.recovery();
      case Step.Map map -> map.recovery();
      case Step.Pass _, Step.Wait _, Step.Succeed _, Step.Fail _, Step.Choice _ ->
          Step.Recovery.NONE;
    };
  }
}
