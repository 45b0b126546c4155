package pawl.asl.jsonata;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object that an evaluation builds; its members may be functions. */
final class ObjectValue {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
  private long bytes;
  private int nesting = 1;

  /**
   * @throws JsonataException if the object holds more than a value may
   */
  void put(String name, @Nullable Object value) {
    bytes += Bounds.BYTES_PER_MEMBER + name.length() + Weight.bytes(value);
    nesting = Math.max(nesting, Weight.nesting(value) + 1);
    if (bytes > Bounds.BYTES || nesting > Bounds.NESTING) {
      throw Bounds.memory();
    }
    members.put(name, value);
  }

  void remove(String name) {
    members.remove(name);
  }

  @Nullable Object get(String name) {
    return members.get(name);
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** The members in the order in which they were first set. */
  Map<String, @Nullable Object> members() {
    return members;
  }

  /** A copy whose members are the same values. */
  ObjectValue copy() {
    ObjectValue copy = new ObjectValue();
    copy.members.putAll(members);
    copy.bytes = bytes;
    copy.nesting = nesting;
    return copy;
  }

  long bytes() {
    return bytes;
  }

  int nesting() {
    return nesting;
  }
}
