package pawl.engine.checkup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.SetAside;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.DamagedException;
import pawl.engine.store.Executions;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.store.QuarantineCodec;
import pawl.engine.store.RecordCodec;
import pawl.engine.store.StoredRecords;

/**
 * Reads every record of a store that nobody writes to: counts them, finds what does not decode or
 * leads nowhere, and who waits for what. What it remembers is bounded, whatever the store holds.
 */
public final class Checkup {
  private final int most;
  private final Map<KeyKind, Long> counts = new EnumMap<>(KeyKind.class);
  private final Map<ExecutionStatus, Long> statuses = new EnumMap<>(ExecutionStatus.class);
  private final Map<Wait.Kind, Long> waitCounts = new EnumMap<>(Wait.Kind.class);
  private final List<Fault> faults = new ArrayList<>();
  private final List<SetAside> setAside = new ArrayList<>();
  private final @Nullable ExecutionId wanted;

  /** The latest first: it is the one that goes when there are too many. */
  private final PriorityQueue<Wait> oldest =
      new PriorityQueue<>(Comparator.comparingLong(Wait::sinceMillis).reversed());

  private long faultCount;

  /**
   * A look that has not begun.
   *
   * @param most how many faults and waiting places are remembered
   * @param wanted whose waiting places are remembered; null for those that wait longest
   */
  public Checkup(int most, @Nullable ExecutionId wanted) {
    this.most = most;
    this.wanted = wanted;
  }

  /** Looks at all that a shard has. */
  public void lookAtShard(StoreView store, StoreView catalogue) {
    new Look(store, catalogue).all();
  }

  /** Looks at the catalogue. */
  public void lookAtCatalogue(StoreView catalogue) {
    new Look(catalogue, catalogue).all();
  }

  private final class Look {
    private final StoreView store;
    private final StoreView catalogue;
    private final Waits waits;

    Look(StoreView store, StoreView catalogue) {
      this.store = store;
      this.catalogue = catalogue;
      this.waits = new Waits(store, catalogue);
    }

    void all() {
      for (KeyKind kind : KeyKind.values()) {
        byte[] first = Keys.first(kind);
        try {
          store.scan(
              first,
              Keys.after(first),
              (key, value) -> {
                counts.merge(kind, 1L, Long::sum);
                look(kind, key, value);
                return true;
              });
        } catch (DamagedException e) {
          fault(kind, new byte[0], null, "not all keys of this kind can be read: " + message(e));
        }
      }
    }

    private void look(KeyKind kind, byte[] key, byte[] value) {
      ExecutionId id = execution(kind, key);
      try {
        Object record = StoredRecords.read(store, key, value);
        if (record instanceof Execution execution && Keys.part(key) == 'm') {
          lookAt(execution);
        } else if (record instanceof QuarantineCodec.Quarantine quarantine) {
          if (setAside.size() < most) {
            setAside.add(
                new SetAside(
                    Keys.executionOf(key),
                    Executions.arn(store, Keys.executionOf(key)),
                    quarantine.millis(),
                    quarantine.command(),
                    quarantine.reason()));
          }
        } else {
          lookAtIndex(kind, key, value, id);
        }
      } catch (DamagedException e) {
        fault(kind, key, id, message(e));
      } catch (RuntimeException e) {
        fault(kind, key, id, e.toString());
      }
    }

    /** An execution with all that its record refers to. */
    private void lookAt(Execution execution) {
      statuses.merge(execution.status, 1L, Long::sum);
      if (execution.removing) {
        return;
      }
      CatalogueCodec.revision(catalogue, execution.revision);
      fetch(execution.input);
      fetch(execution.output);
      if (execution.status.isFinal()) {
        return;
      }
      List<Scope> scopes = waits.scopes(execution);
      for (Scope scope : scopes) {
        fetch(scope.input);
        scope.variables.values().forEach(HeldPayload::get);
        fetch(scope.task == null ? null : scope.task.arguments);
      }
      lookForTimers(execution, scopes);
      waits.of(execution, scopes).forEach(Checkup.this::remember);
    }

    private void fetch(@Nullable HeldPayload held) {
      if (held != null) {
        held.get();
      }
    }

    /** A timer that the index lacks never fires. */
    private void lookForTimers(Execution execution, List<Scope> scopes) {
      if (!execution.quarantine.isEmpty()) {
        return; // they are armed again when it is released
      }
      for (Scope scope : scopes) {
        for (Scope.Timer timer : scope.timers) {
          byte[] key =
              Keys.timer(timer.dueMillis(), execution.id, scope.id, timer.kind().ordinal());
          if (store.get(key) == null) {
            fault(KeyKind.TIMER, key, execution.id, "a timer that it waits for is not armed");
          }
        }
      }
    }

    private void lookAtIndex(KeyKind kind, byte[] key, byte[] value, @Nullable ExecutionId id) {
      boolean leadsSomewhere =
          switch (kind) {
            case TIMER -> timer(Objects.requireNonNull(id), key);
            case CALL -> scope(Objects.requireNonNull(id), Keys.callScope(key)) != null;
            case OFFER -> offer(Objects.requireNonNull(id), key);
            case READY, LISTING -> store.get(Keys.execution(Objects.requireNonNull(id))) != null;
            case ENDED -> ended(Objects.requireNonNull(id), key);
            case MAP_RUN -> store.get(value) != null;
            default -> true;
          };
      if (!leadsSomewhere) {
        fault(kind, key, id, "it leads to something that there is not");
      }
    }

    private boolean timer(ExecutionId id, byte[] key) {
      Execution execution = Executions.read(store, id);
      if (execution == null) {
        return false;
      }
      TimerKind kind = TimerKind.values()[Keys.timerKind(key)];
      if (kind == TimerKind.EXECUTION) {
        return execution.timeoutMillis == Keys.timerDue(key);
      }
      Scope scope = scope(id, Keys.timerScope(key));
      return scope != null && scope.timers.contains(new Scope.Timer(kind, Keys.timerDue(key)));
    }

    private boolean offer(ExecutionId id, byte[] key) {
      Scope scope = scope(id, Keys.offerScope(key));
      return scope != null
          && scope.task != null
          && scope.task.offeredMillis == Keys.offerMillis(key);
    }

    private boolean ended(ExecutionId id, byte[] key) {
      Execution execution = Executions.read(store, id);
      return execution != null
          && execution.status.isFinal()
          && execution.stopMillis == Keys.endedMillis(key);
    }

    private @Nullable Scope scope(ExecutionId id, int number) {
      Execution execution = Executions.read(store, id);
      if (execution == null || number == Scope.TOP) {
        return execution == null ? null : execution.top;
      }
      byte[] record = store.get(Keys.scope(id, number));
      return record == null
          ? null
          : RecordCodec.readScope(number, record, place -> Executions.payload(store, id, place));
    }

    private @Nullable ExecutionId execution(KeyKind kind, byte[] key) {
      try {
        return switch (kind) {
          case EXECUTION, CALL, READY, DELIVERY, QUARANTINE -> Keys.executionOf(key);
          case TIMER -> Keys.timerExecution(key);
          case LISTING -> Keys.listingExecution(key);
          case OFFER -> Keys.offerExecution(key);
          case ENDED -> Keys.endedExecution(key);
          case MAP_RUN, MACHINE, REVISION, DEFINITION, ACTIVITY, VERSION, ALIAS -> null;
        };
      } catch (IndexOutOfBoundsException e) {
        return null; // too short: that it is no such key is told when it is read
      }
    }

    private void fault(KeyKind kind, byte[] key, @Nullable ExecutionId id, String what) {
      faultCount++;
      if (faults.size() < most) {
        String arn = id == null ? null : Executions.arn(store, id);
        faults.add(new Fault(kind, key, id, arn, what));
      }
    }
  }

  private static String message(DamagedException e) {
    return String.valueOf(e.getMessage());
  }

  private void remember(Wait wait) {
    waitCounts.merge(wait.kind(), 1L, Long::sum);
    if (wanted == null || wanted.equals(wait.execution())) {
      oldest.add(wait);
      if (oldest.size() > most) {
        oldest.remove();
      }
    }
  }

  // What was found

  /** How many records there are of each kind. */
  public Map<KeyKind, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** How many executions there are of each status. */
  public Map<ExecutionStatus, Long> statuses() {
    return Collections.unmodifiableMap(statuses);
  }

  public long faultCount() {
    return faultCount;
  }

  /** The first faults. */
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** Executions that were set aside. */
  public List<SetAside> setAside() {
    return List.copyOf(setAside);
  }

  /** How many places wait for each kind of thing. */
  public Map<Wait.Kind, Long> waitCounts() {
    return Collections.unmodifiableMap(waitCounts);
  }

  /** Those that wait longest, the oldest first. */
  public List<Wait> waits() {
    return oldest.stream().sorted(Comparator.comparingLong(Wait::sinceMillis)).toList();
  }
}
