package pawl.simulation.invariant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Scope;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.StoreReads;
import pawl.engine.store.Executions;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.store.RecordCodec;

/** Looks into stores. */
public final class Views {
  private static final int PART = 1 + ExecutionId.BYTES;

  private Views() {}

  /** Questions to one store. */
  public static StoreReads reads(StoreView store) {
    return new StoreReads(new Arns("us-east-1", "123456789012"), List.of(store), store);
  }

  static List<HistoryEvent> history(StoreView store, ExecutionId id) {
    return reads(store)
        .history(id, false, 100_000, null)
        .orElseThrow(() -> new Violation("what is written can be read", id.toString()))
        .rows();
  }

  /** Whether it adds to a history. */
  static boolean isChunk(Write write) {
    return write.value() != null
        && Keys.isOf(write.key(), KeyKind.EXECUTION)
        && write.key()[PART] == 'h';
  }

  /** What part of an execution a key is. */
  static char part(byte[] key) {
    return (char) key[PART];
  }

  /** Every execution of a store. */
  public static List<Execution> executions(StoreView store) {
    List<Execution> found = new ArrayList<>();
    for (byte[] key : keys(store, KeyKind.EXECUTION)) {
      if (part(key) == 'm') {
        found.add(Executions.read(store, Keys.executionOf(key)));
      }
    }
    return found;
  }

  /** Every scope of an execution, the top first. */
  public static List<Scope> scopes(StoreView store, Execution execution) {
    List<Scope> scopes = new ArrayList<>();
    if (execution.top != null) {
      scopes.add(execution.top);
    }
    store.scan(
        Keys.scope(execution.id, 0),
        Keys.scope(execution.id, Integer.MAX_VALUE),
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

  static List<byte[]> keys(StoreView store, KeyKind kind) {
    List<byte[]> keys = new ArrayList<>();
    byte[] first = Keys.first(kind);
    store.scan(
        first,
        Keys.after(first),
        (key, _) -> {
          keys.add(key);
          return true;
        });
    return keys;
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Whether two lists of writes say the same, in the same order. */
  public static boolean same(List<Write> some, List<Write> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!Arrays.equals(some.get(i).key(), others.get(i).key())
          || !Arrays.equals(some.get(i).value(), others.get(i).value())) {
        return false;
      }
    }
    return true;
  }
}
