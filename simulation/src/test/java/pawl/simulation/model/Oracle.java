package pawl.simulation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pawl.asl.Payload;

/**
 * Says how a program may end on given answers: a recursive interpreter without events, storage and
 * time. It gives every result that is possible, since of several branches that fail any may be the
 * first.
 */
public final class Oracle {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_RESULTS = 400;
  private static final int MOST_STEPS = 60_000;

  /** A task that may be refused each time may be caught and tried again for ever. */
  private static final int LONGEST_WAY = 250;

  private static final Result.Failure TASK_FAILED =
      new Result.Failure("States.TaskFailed", null, true);
  private static final Result.Failure REFUSED =
      new Result.Failure("StepFunctions.AWSStepFunctionsException", null, true);
  private static final Result.Failure TIMEOUT = new Result.Failure("States.Timeout", null, true);

  private final Routes routes;
  private final Map<String, Program> machines;
  private final Fates fates;

  /** Results of executions that tasks have started, by place. */
  private final Map<String, Set<Result>> nested = new HashMap<>();

  private int steps;
  private int depth;

  /** There are too many ways to count them. */
  public static final class TooManyWays extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param machines whose executions tasks may start
   */
  public Oracle(Routes routes, Map<String, Program> machines, Fates fates) {
    this.routes = routes;
    this.machines = machines;
    this.fates = fates;
  }

  /** Where a scope is; {@code root} is the place of its execution. */
  private record Scope(
      Node.Flow flow, String root, String place, Map<String, Integer> variables, Set<Result> ends) {
    Scope within(Node.Flow child, String at, Map<String, Integer> visible) {
      return new Scope(child, root, at, visible, new LinkedHashSet<>());
    }
  }

  /** All results of the program on this input; {@code place} is the execution's. */
  public Set<Result> results(Program program, ObjectNode input, String place) {
    return results(new Scope(program.flow(), place, place, Map.of(), new LinkedHashSet<>()), input);
  }

  private Set<Result> results(Scope scope, ObjectNode input) {
    go(scope, 0, input, 0);
    return scope.ends;
  }

  private void go(Scope scope, int at, ObjectNode data, int tasks) {
    if (++steps > MOST_STEPS || scope.ends.size() > MOST_RESULTS || depth > LONGEST_WAY) {
      throw new TooManyWays();
    }
    depth++;
    goOn(scope, at, data, tasks);
    depth--;
  }

  private void goOn(Scope scope, int at, ObjectNode data, int tasks) {
    if (at == scope.flow.nodes().size()) {
      scope.ends.add(new Result.Success(data));
      return;
    }
    switch (scope.flow.nodes().get(at)) {
      case Node.Add add -> {
        int n = data.get("n").intValue() + add.add();
        go(assigned(scope, add.variable(), n), at + 1, JSON.objectNode().put("n", n), tasks);
      }
      case Node.Put put ->
          go(scope, at + 1, with(data, put.member(), Payload.ofText(put.json()).node()), tasks);
      case Node.Count count -> {
        int n = count.first() ? 0 : scope.variables.get(count.variable()) + 1;
        go(assigned(scope, count.variable(), n), at + 1, data, tasks);
      }
      case Node.Choice choice -> choose(scope, choice, at, data, tasks);
      case Node.Wait _ -> go(scope, at + 1, data, tasks);
      case Node.Succeed _ -> scope.ends.add(new Result.Success(data));
      case Node.Fail fail -> scope.ends.add(new Result.Failure(fail.error(), fail.cause(), true));
      case Node.Task task -> task(scope, task, at, data, tasks + 1, none(task.recovery()));
      case Node.Parallel parallel ->
          parallel(scope, parallel, at, data, tasks, none(parallel.recovery()));
      case Node.Map map -> map(scope, map, at, data, tasks, none(map.recovery()));
    }
  }

  private static Scope assigned(Scope scope, String variable, int value) {
    if (variable.isEmpty()) {
      return scope;
    }
    Map<String, Integer> variables = new TreeMap<>(scope.variables);
    variables.put(variable, value);
    return new Scope(scope.flow, scope.root, scope.place, variables, scope.ends);
  }

  private static ObjectNode with(ObjectNode data, String member, JsonNode value) {
    ObjectNode changed = data.deepCopy();
    changed.set(member, value);
    return changed;
  }

  private void choose(Scope scope, Node.Choice choice, int at, ObjectNode data, int tasks) {
    int n =
        choice.variable().isEmpty()
            ? data.get("n").intValue()
            : scope.variables.get(choice.variable());
    if (n < choice.limit()) {
      go(scope, choice.target(), data, tasks);
    } else if (choice.hasDefault()) {
      go(scope, at + 1, data, tasks);
    } else {
      scope.ends.add(new Result.Failure("States.Runtime", null, false));
    }
  }

  private void task(
      Scope scope, Node.Task task, int at, ObjectNode data, int attempt, List<Integer> retries) {
    for (Result result : outcomes(scope, task, data, attempt, sum(retries))) {
      switch (result) {
        case Result.Success(JsonNode output) ->
            go(
                scope,
                at + 1,
                task.member().isEmpty() ? (ObjectNode) output : with(data, task.member(), output),
                attempt);
        case Result.Failure failure ->
            recover(
                scope,
                task.recovery(),
                failure,
                data,
                attempt,
                retries,
                again -> task(scope, task, at, data, attempt + 1, again));
      }
    }
  }

  private Set<Result> outcomes(
      Scope scope, Node.Task task, ObjectNode data, int attempt, int retry) {
    Set<Result> outcomes = new LinkedHashSet<>();
    if (!task.kind().isNested() || task.kind() == Node.Kind.NESTED_CALLBACK) {
      routes.answers(scope.place, attempt, task).forEach(each -> outcomes.add(result(each)));
    }
    if (task.kind().isNested()) {
      int n = data.get("n").intValue();
      String place = Routes.nested(task.machine(), n, retry);
      if (task.kind() == Node.Kind.NESTED) {
        outcomes.add(new Result.Success(JSON.objectNode().put("o", task.machine())));
      } else if (task.kind().awaitsEnd()) {
        outcomes.addAll(ofNested(task.machine(), n, retry, place));
      }
      if (fates.wasRefused(place)) {
        outcomes.add(REFUSED);
      }
      if (task.timeout() > 0) {
        outcomes.add(TIMEOUT); // how long the other one takes is not known here
      }
    }
    return outcomes;
  }

  private static Result result(Answer answer) {
    return switch (answer) {
      case Answer.Success(int n) -> new Result.Success(JSON.objectNode().put("n", n));
      case Answer.TooMuch() -> new Result.Failure("States.DataLimitExceeded", null, true);
      case Answer.Failure(String error, String cause) -> new Result.Failure(error, cause, true);
      case Answer.Unreadable() -> new Result.Failure("States.Runtime", null, false);
      case Answer.GivenUp(), Answer.Silence _ -> TIMEOUT;
    };
  }

  /** What a task that waits for an execution makes of its end. */
  private Set<Result> ofNested(String machine, int n, int retry, String place) {
    if (fates.mayBeRedriven(place)) {
      throw new TooManyWays(); // what a redrive leads to is not known
    }
    Set<Result> known = nested.get(place);
    if (known == null) {
      Program program = machines.get(machine);
      ObjectNode input = JSON.objectNode().put("n", n).put("retry", retry);
      known = new LinkedHashSet<>();
      for (Result end : results(program, input, place)) {
        known.add(
            switch (end) {
              case Result.Success(JsonNode output) ->
                  new Result.Success(JSON.objectNode().set("o", output));
              case Result.Failure _ -> TASK_FAILED;
            });
      }
      if (program.timeoutSeconds() > 0 || fates.mayBeStopped(place)) {
        known.add(TASK_FAILED);
      }
      nested.put(place, known);
    }
    return known;
  }

  private void parallel(
      Scope scope,
      Node.Parallel parallel,
      int at,
      ObjectNode data,
      int tasks,
      List<Integer> retries) {
    List<Set<Result>> branches = new ArrayList<>();
    for (int i = 0; i < parallel.branches().size(); i++) {
      String place = Routes.within(scope.place, parallel.name(), sum(retries), i);
      branches.add(results(scope.within(parallel.branches().get(i), place, scope.variables), data));
    }
    for (Result result : together(branches)) {
      switch (result) {
        case Result.Success(JsonNode output) ->
            go(scope, at + 1, with(data, parallel.member(), output), tasks);
        case Result.Failure failure ->
            recover(
                scope,
                parallel.recovery(),
                failure,
                data,
                tasks,
                retries,
                again -> parallel(scope, parallel, at, data, tasks, again));
      }
    }
  }

  private void map(
      Scope scope, Node.Map map, int at, ObjectNode data, int tasks, List<Integer> retries) {
    List<Set<Result>> iterations = new ArrayList<>();
    for (int i = 0; i < map.items().size(); i++) {
      ObjectNode input = JSON.objectNode().put("n", map.items().get(i));
      String place = Routes.within(scope.place, map.name(), sum(retries), i);
      Map<String, Integer> visible = map.distributed() ? Map.of() : scope.variables;
      iterations.add(results(scope.within(map.processor(), place, visible), input));
    }
    if (!map.distributed()) {
      afterMap(scope, map, at, data, tasks, retries, together(iterations));
      return;
    }
    Set<Result> ofRun = ofRun(map, iterations, fates.tolerances(scope.root));
    if (map.writer() && ofRun.removeIf(Result.Success.class::isInstance)) {
      // Writing counts as a task.
      Result writing = writing(Routes.run(scope.place, map.name(), sum(retries)));
      afterMap(scope, map, at, data, tasks + 1, retries, Set.of(writing));
    }
    afterMap(scope, map, at, data, tasks, retries, ofRun);
  }

  private void afterMap(
      Scope scope,
      Node.Map map,
      int at,
      ObjectNode data,
      int tasks,
      List<Integer> retries,
      Set<Result> results) {
    for (Result result : results) {
      switch (result) {
        case Result.Success(JsonNode output) ->
            go(scope, at + 1, with(data, map.member(), output), tasks);
        case Result.Failure failure ->
            recover(
                scope,
                map.recovery(),
                failure,
                data,
                tasks,
                retries,
                again -> map(scope, map, at, data, tasks, again));
      }
    }
  }

  /** What comes of the children, of which some may fail. */
  private static Set<Result> ofRun(
      Node.Map map, List<Set<Result>> iterations, Set<Integer> tolerances) {
    Set<Result> results = new LinkedHashSet<>();
    Set<Integer> tolerated = new TreeSet<>(tolerances);
    tolerated.add(Math.max(0, map.tolerated()));
    tolerated.forEach(each -> results.addAll(Tolerance.apply(iterations, each)));
    return results;
  }

  /** What comes of writing the results. */
  private Result writing(String run) {
    return routes.canWrite(run)
        ? new Result.Success(written())
        : new Result.Failure("States.ResultWriterFailed", null, true);
  }

  /** What stands for the results when they were written; but for names that differ each time. */
  private static JsonNode written() {
    ObjectNode output = JSON.objectNode();
    output.putObject("ResultWriterDetails").put("Bucket", Program.RESULTS);
    return output;
  }

  /** Every way in which all succeed, and every failure that may be the first. */
  private static Set<Result> together(List<Set<Result>> parts) {
    Set<Result> results = new LinkedHashSet<>();
    for (List<JsonNode> outputs : Tolerance.successes(parts, 0)) {
      var array = JSON.arrayNode();
      array.addAll(outputs);
      results.add(new Result.Success(array));
    }
    for (Set<Result> part : parts) {
      part.stream().filter(Result.Failure.class::isInstance).forEach(results::add);
    }
    return results;
  }

  private void recover(
      Scope scope,
      Node.Recovery recovery,
      Result.Failure failure,
      ObjectNode data,
      int tasks,
      List<Integer> retries,
      java.util.function.Consumer<List<Integer>> retry) {
    if (failure.catchable()) {
      for (int i = 0; i < recovery.retriers().size(); i++) {
        Node.Retrier retrier = recovery.retriers().get(i);
        if (failure.isNamedBy(retrier.errors())) {
          if (retries.get(i) < retrier.attempts()) {
            List<Integer> again = new ArrayList<>(retries);
            again.set(i, again.get(i) + 1);
            retry.accept(again);
            return;
          }
          break;
        }
      }
      for (Node.Catcher catcher : recovery.catchers()) {
        if (failure.isNamedBy(catcher.errors())) {
          ObjectNode error = JSON.objectNode().put("Error", failure.error());
          go(scope, catcher.target(), with(data, "error", error), tasks);
          return;
        }
      }
    }
    scope.ends.add(failure);
  }

  private static List<Integer> none(Node.Recovery recovery) {
    return new ArrayList<>(java.util.Collections.nCopies(recovery.retriers().size(), 0));
  }

  private static int sum(List<Integer> retries) {
    return retries.stream().mapToInt(Integer::intValue).sum();
  }
}
