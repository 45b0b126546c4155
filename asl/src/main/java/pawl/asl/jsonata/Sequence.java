package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array that an evaluation builds, of any values and undefined ones. As in jsonata-js its flags
 * decide what becomes of it: a sequence of one value turns into the value, an empty one into
 * nothing, a plain array stays what it is.
 */
final class Sequence {
  private final List<@Nullable Object> items;
  private boolean sequence;
  private boolean keepSingleton;
  private boolean cons;
  private boolean outerWrapper;
  private boolean tupleStream;
  private long bytes;
  private int nesting = 1;

  private Sequence(boolean sequence, int capacity) {
    this.sequence = sequence;
    this.items = new ArrayList<>(capacity);
  }

  /** An empty sequence. */
  static Sequence sequence() {
    return new Sequence(true, 4);
  }

  /** A sequence of one value. */
  static Sequence of(@Nullable Object item) {
    Sequence result = new Sequence(true, 1);
    result.add(item);
    return result;
  }

  /** The value if it is an array, else a sequence of it. */
  static Object arrayOf(@Nullable Object value) {
    return value != null && Types.isArray(value) ? value : of(value);
  }

  /** An empty array that never collapses. */
  static Sequence array() {
    return new Sequence(false, 4);
  }

  /** An empty array that never collapses, for so many members. */
  static Sequence array(int capacity) {
    return new Sequence(false, capacity);
  }

  /** An empty sequence for so many members. */
  static Sequence sequence(int capacity) {
    return new Sequence(true, capacity);
  }

  /**
   * @throws JsonataException if the array holds more than a value may
   */
  void add(@Nullable Object item) {
    grow(Bounds.BYTES_PER_MEMBER + Weight.bytes(item), Weight.nesting(item) + 1);
    items.add(item);
  }

  private void grow(long more, int depth) {
    bytes += more;
    nesting = Math.max(nesting, depth);
    if (bytes > Bounds.BYTES || nesting > Bounds.NESTING) {
      throw Bounds.memory();
    }
  }

  void addAll(@Nullable Object array) {
    if (array instanceof Sequence other) {
      grow(other.bytes, other.nesting);
      items.addAll(other.items);
      return;
    }
    int length = Types.length(array);
    for (int i = 0; i < length; i++) {
      add(Types.get(array, i));
    }
  }

  @Nullable Object get(int index) {
    return items.get(index);
  }

  int size() {
    return items.size();
  }

  long bytes() {
    return bytes;
  }

  int nesting() {
    return nesting;
  }

  boolean isSequence() {
    return sequence;
  }

  /** From now on it is an array that never collapses. */
  void becomeArray() {
    sequence = false;
  }

  boolean keepsSingleton() {
    return keepSingleton;
  }

  void keepSingleton() {
    keepSingleton = true;
  }

  /** Whether an array constructor made it within a path, where it is one value. */
  boolean isCons() {
    return cons;
  }

  void becomeCons() {
    cons = true;
  }

  /** Whether it only wraps an input that is an array. */
  boolean isOuterWrapper() {
    return outerWrapper;
  }

  void becomeOuterWrapper() {
    outerWrapper = true;
  }

  /**
   * Whether its members are tuples: objects with the value as {@code @} and what is bound to it.
   */
  boolean isTupleStream() {
    return tupleStream;
  }

  void becomeTupleStream() {
    tupleStream = true;
  }
}
