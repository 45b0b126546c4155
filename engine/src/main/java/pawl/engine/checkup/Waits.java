package pawl.engine.checkup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.program.Program;
import pawl.asl.program.Step;
import pawl.asl.program.TaskResource;
import pawl.engine.StoreView;
import pawl.engine.catalogue.Revision;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.Executions;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.engine.store.RecordCodec;

/** Explains what a running execution waits for, each of its places by itself. */
final class Waits {
  private static final int PROGRAMS_KEPT = 100;

  private final StoreView store;
  private final StoreView catalogue;
  private final Map<UUID, Program> programs = new LinkedHashMap<>();

  Waits(StoreView store, StoreView catalogue) {
    this.store = store;
    this.catalogue = catalogue;
  }

  /** All running places of an execution. */
  List<Scope> scopes(Execution execution) {
    List<Scope> scopes = new ArrayList<>();
    if (execution.top != null) {
      scopes.add(execution.top);
    }
    store.scan(
        Keys.scope(execution.id, 0),
        Keys.scope(execution.id, -1),
        (key, value) -> {
          scopes.add(
              RecordCodec.readScope(
                  Keys.lastNumber(key),
                  value,
                  place -> Executions.payload(store, execution.id, place)));
          return true;
        });
    return scopes;
  }

  /** What they wait for; those that wait for places of the same execution are left out. */
  List<Wait> of(Execution execution, List<Scope> scopes) {
    if (!execution.quarantine.isEmpty()) {
      return List.of(
          new Wait(
              execution.id,
              execution.arn,
              "",
              execution.startMillis,
              Wait.Kind.RELEASE,
              "somebody who releases it: it is quarantined",
              null));
    }
    List<Wait> waits = new ArrayList<>();
    for (Scope scope : scopes) {
      Wait wait = of(execution, scope);
      if (wait != null) {
        waits.add(wait);
      }
    }
    return waits;
  }

  private @Nullable Wait of(Execution execution, Scope scope) {
    return switch (scope.phase) {
      case ENTER, WORK, FAILING, GO_ON ->
          wait(execution, scope, Wait.Kind.NOTHING, "nothing: it goes on at once");
      case WAIT_TIME -> wait(execution, scope, Wait.Kind.TIME, "its time");
      case WAIT_RETRY -> wait(execution, scope, Wait.Kind.RETRY, "its next try");
      case WAIT_CHILDREN -> scope.mapRun == 0 ? null : mapRun(execution, scope);
      case WAIT_TASK -> task(execution, scope);
    };
  }

  private Wait mapRun(Execution execution, Scope scope) {
    byte[] record = store.get(Keys.mapRun(execution.id, scope.mapRun));
    if (record == null) {
      return wait(execution, scope, Wait.Kind.MAP_RUN, "a Map run that there is not");
    }
    MapRun run = MapRunCodec.readRun(scope.mapRun, record);
    boolean isReading = run.reading != null && run.reading.underWay;
    return wait(
        execution,
        scope,
        Wait.Kind.MAP_RUN,
        "the children of %s: %d run, %d have not begun%s"
            .formatted(
                run.arn,
                run.running(),
                run.children - run.started,
                isReading ? "; its dataset is being read" : ""));
  }

  private Wait task(Execution execution, Scope scope) {
    Scope.TaskWait task = scope.task;
    if (scope.mapRun != 0) {
      return wait(execution, scope, Wait.Kind.MAP_RUN, "the results of its Map run to be written");
    }
    TaskResource resource = resource(execution, scope);
    String arn = resource == null ? "its task" : resource.arn();
    if (task == null) {
      return wait(execution, scope, Wait.Kind.CALL, arn);
    }
    if (task.childExecutionArn != null) {
      return wait(execution, scope, Wait.Kind.EXECUTION, "the execution " + task.childExecutionArn);
    }
    if (task.job != null) {
      return wait(execution, scope, Wait.Kind.CALL, "the job %s of %s".formatted(task.job, arn));
    }
    if (resource instanceof TaskResource.Activity) {
      return wait(
          execution,
          scope,
          Wait.Kind.ACTIVITY,
          (task.offeredMillis != 0 ? "a worker that takes " : "the worker that has taken ") + arn);
    }
    return task.calling
        ? wait(execution, scope, Wait.Kind.CALL, "the answer of " + arn)
        : wait(execution, scope, Wait.Kind.CALLBACK, "its task token, given to " + arn);
  }

  private @Nullable TaskResource resource(Execution execution, Scope scope) {
    return step(execution, scope) instanceof Step.Task task ? task.resource() : null;
  }

  private @Nullable Step step(Execution execution, Scope scope) {
    try {
      Program program = program(execution.revision);
      return program == null ? null : program.flows().get(scope.flow).step(scope.step);
    } catch (RuntimeException damaged) {
      return null; // a fault of its own, told where the catalogue is looked at
    }
  }

  private @Nullable Program program(UUID key) {
    Program known = programs.get(key);
    if (known != null) {
      return known;
    }
    Revision revision = CatalogueCodec.revision(catalogue, key);
    if (AslCompiler.compile(revision.definition(), revision.type())
        instanceof Compilation.Compiled(Program program, _)) {
      if (programs.size() >= PROGRAMS_KEPT) {
        programs.clear();
      }
      programs.put(key, program);
      return program;
    }
    return null;
  }

  private Wait wait(Execution execution, Scope scope, Wait.Kind kind, String what) {
    Step step = step(execution, scope);
    List<Long> due = scope.timers.stream().map(Scope.Timer::dueMillis).sorted().toList();
    boolean hasEntered = scope.phase != Phase.ENTER && scope.enteredMillis > 0;
    return new Wait(
        execution.id,
        execution.arn,
        step == null ? "" : step.name(),
        hasEntered ? scope.enteredMillis : execution.startMillis,
        kind,
        what,
        due.isEmpty() ? null : due.getFirst());
  }
}
