package pawl.simulation.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.asl.program.Program;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Scope;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.store.Executions;
import pawl.engine.store.Keys;
import pawl.engine.store.RecordCodec;
import pawl.simulation.model.Node;
import pawl.simulation.model.Routes;

/** Finds out where in its program a task is, as {@link Routes} names places. */
final class Places {
  private final Function<ExecutionId, StoreView> stores;
  private final Map<String, Machine> machines;

  /** A generated program with its compiled form. */
  record Machine(pawl.simulation.model.Program model, Program program, MachineType type) {}

  /** A task that waits: what it is, the place of its scope, and its attempt. */
  record Waiting(Node.Task task, String place, int attempt) {}

  Places(Function<ExecutionId, StoreView> stores, Map<String, Machine> machines) {
    this.stores = stores;
    this.machines = machines;
  }

  /** The task that a scope waits for; empty if it is gone. */
  Optional<Waiting> find(ExecutionId id, int scopeId) {
    StoreView store = stores.apply(id);
    Execution execution = Executions.read(store, id);
    if (execution == null || execution.status.isFinal()) {
      return Optional.empty();
    }
    Scope scope = scope(store, execution, scopeId);
    if (scope == null || scope.task == null) {
      return Optional.empty();
    }
    String place = place(store, execution, scope);
    Node.Task task = machine(execution).model.tasks().get(state(execution, scope));
    return place == null || task == null
        ? Optional.empty()
        : Optional.of(new Waiting(task, place, scope.attempt));
  }

  /** The place of the run of a distributed Map that a scope waits for; empty if it is gone. */
  Optional<String> run(ExecutionId id, int scopeId) {
    StoreView store = stores.apply(id);
    Execution execution = Executions.read(store, id);
    Scope scope = execution == null ? null : scope(store, execution, scopeId);
    String place = scope == null ? null : place(store, execution, scope);
    return place == null
        ? Optional.empty()
        : Optional.of(Routes.run(place, state(execution, scope), retries(scope)));
  }

  /** Whether an attempt of a task may still be answered. */
  boolean isWaiting(TaskRef task) {
    StoreView store = stores.apply(task.execution());
    Execution execution = Executions.read(store, task.execution());
    if (execution == null || execution.status.isFinal()) {
      return false;
    }
    Scope scope = scope(store, execution, task.scope());
    return scope != null && scope.task != null && scope.attempt == task.attempt();
  }

  /**
   * Whether an execution, or one that it is a child of, was redriven: then retries count from
   * nothing, and a place is not what it was.
   */
  boolean wasRedriven(ExecutionId id) {
    Execution execution = Executions.read(stores.apply(id), id);
    return execution != null
        && (execution.redriveCount > 0
            || execution.mapParent != null && wasRedriven(execution.mapParent.execution()));
  }

  Machine machine(Execution execution) {
    String name = execution.machineName;
    int label = name.indexOf('/');
    return machines.get(label < 0 ? name : name.substring(0, label));
  }

  private String state(Execution execution, Scope scope) {
    return machine(execution).program.flows().get(scope.flow).step(scope.step).name();
  }

  private static @Nullable Scope scope(StoreView store, Execution execution, int id) {
    if (id == Scope.TOP) {
      return execution.top;
    }
    byte[] bytes = store.get(Keys.scope(execution.id, id));
    return bytes == null
        ? null
        : RecordCodec.readScope(id, bytes, place -> Executions.payload(store, execution.id, place));
  }

  private @Nullable String place(StoreView store, Execution execution, Scope scope) {
    if (scope.parent != 0) {
      return within(store, execution, scope.parent, scope.index);
    }
    if (execution.mapParent == null) {
      return root(execution);
    }
    ExecutionId parentId = execution.mapParent.execution();
    StoreView parents = stores.apply(parentId);
    Execution parent = Executions.read(parents, parentId);
    return parent == null
        ? null
        : within(parents, parent, execution.mapParent.scope(), execution.mapParent.index());
  }

  /** Whether a task has started it. Those that clients start are called like their machines. */
  static boolean isNested(Execution execution) {
    return execution.mapParent == null && !execution.name.startsWith(execution.machineName + "-");
  }

  /** The place of an execution that is no child of a Map. */
  String root(Execution execution) {
    if (!isNested(execution)) {
      return execution.name;
    }
    JsonNode input = execution.input.get().node();
    return Routes.nested(
        execution.machineName, input.get("n").intValue(), input.get("retry").intValue());
  }

  private @Nullable String within(StoreView store, Execution execution, int parentId, int index) {
    Scope parent = scope(store, execution, parentId);
    if (parent == null) {
      return null;
    }
    String place = place(store, execution, parent);
    return place == null
        ? null
        : Routes.within(place, state(execution, parent), retries(parent), index);
  }

  private static int retries(Scope scope) {
    return scope.retries.stream().mapToInt(Integer::intValue).sum();
  }
}
