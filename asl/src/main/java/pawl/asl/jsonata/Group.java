package pawl.asl.jsonata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pairs of an object constructor; values whose keys are the same are grouped. */
record Group(List<Pair> pairs) {
  record Pair(Node key, Node value) {}

  /** What has one key: one item or a sequence of items. */
  private static final class Entry {
    private final int pair;
    private @Nullable Object data;
    private boolean shared;

    Entry(int pair, @Nullable Object data) {
      this.pair = pair;
      this.data = data;
    }

    /** As jsonata-js appends, but without copying what only this entry holds. */
    void append(@Nullable Object item, Evaluation run) {
      if (item == null) {
        return;
      }
      if (data == null) {
        data = item;
        return;
      }
      if (!shared) {
        Sequence all = Sequence.array();
        addTo(all, data, run);
        data = all;
        shared = true;
      }
      if (data instanceof Sequence all) {
        addTo(all, item, run);
      }
    }

    private static void addTo(Sequence all, Object item, Evaluation run) {
      if (Types.isArray(item)) {
        run.chargeMembers(Types.length(item));
        all.addAll(item);
      } else {
        run.charge(1);
        all.add(item);
      }
    }
  }

  Object evaluate(@Nullable Object input, Frame frame, Evaluation run) {
    boolean tuples = input instanceof Sequence sequence && sequence.isTupleStream();
    Map<String, Entry> entries = entries(input, tuples, frame, run);
    ObjectValue result = new ObjectValue();
    for (Map.Entry<String, Entry> group : entries.entrySet()) {
      Entry entry = group.getValue();
      Node value = pairs.get(entry.pair).value();
      Object member;
      if (tuples) {
        ObjectValue tuple = reduced(entry.data, run);
        Object context = tuple.get("@");
        tuple.remove("@");
        member = value.evaluate(context, Frame.of(frame, tuple, run), run);
      } else {
        member = value.evaluate(entry.data, frame, run);
      }
      if (member != null) {
        result.put(group.getKey(), member);
      }
    }
    return result;
  }

  private Map<String, Entry> entries(
      @Nullable Object input, boolean tuples, Frame frame, Evaluation run) {
    Object array = Sequence.arrayOf(input);
    if (Types.length(array) == 0) {
      array = Sequence.of(null);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    int length = Types.length(array);
    for (int i = 0; i < length; i++) {
      Object item = Types.get(array, i);
      ObjectValue tuple = tuples && item instanceof ObjectValue object ? object : null;
      Object context = tuple == null ? item : tuple.get("@");
      Frame inner = tuple == null ? frame : Frame.of(frame, tuple, run);
      for (int pair = 0; pair < pairs.size(); pair++) {
        Object key = pairs.get(pair).key().evaluate(context, inner, run);
        if (key != null) {
          add(entries, key, pair, item, run);
        }
      }
    }
    return entries;
  }

  private static void add(
      Map<String, Entry> entries, Object key, int pair, @Nullable Object item, Evaluation run) {
    if (!Types.isString(key)) {
      throw new Fault(ErrorCode.T1003).with("value", key);
    }
    String name = Types.text(key);
    run.charge(name.length() / Bounds.CHARACTERS_PER_STEP);
    Entry entry = entries.get(name);
    if (entry == null) {
      entries.put(name, new Entry(pair, item));
    } else if (entry.pair != pair) {
      throw new Fault(ErrorCode.D1009).with("value", key);
    } else {
      entry.append(item, run);
    }
  }

  private static ObjectValue reduced(@Nullable Object tuples, Evaluation run) {
    if (tuples instanceof ObjectValue tuple) {
      return tuple.copy();
    }
    ObjectValue result = new ObjectValue();
    if (tuples instanceof Sequence stream) {
      Map<String, Entry> members = new LinkedHashMap<>();
      for (int i = 0; i < stream.size(); i++) {
        if (stream.get(i) instanceof ObjectValue tuple) {
          tuple
              .members()
              .forEach(
                  (name, value) -> {
                    Entry entry = members.get(name);
                    if (entry == null) {
                      members.put(name, new Entry(0, value));
                    } else {
                      entry.append(value, run);
                    }
                  });
        }
      }
      members.forEach((name, entry) -> result.put(name, entry.data));
    }
    return result;
  }
}
