package pawl.asl.jsonata;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The variables of a block or function call, within those around it. */
final class Frame {
  /** What a lookup gives for a name that is not bound, which is not the same as undefined. */
  static final Object ABSENT = new Object();

  private final @Nullable Frame parent;
  private String[] names = new String[4];
  private @Nullable Object[] values = new Object[4];
  private int size;

  Frame(@Nullable Frame parent) {
    this.parent = parent;
  }

  /** A frame with what a tuple binds. */
  static Frame of(Frame parent, ObjectValue tuple, Evaluation run) {
    Frame frame = new Frame(parent);
    tuple.members().forEach((name, value) -> frame.bind(name, value, run));
    return frame;
  }

  void bind(String name, @Nullable Object value, Evaluation run) {
    run.charge(size >> 3);
    int at = indexOf(name);
    if (at >= 0) {
      values[at] = value;
      return;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    names[size] = name;
    values[size++] = value;
  }

  /** The value bound next to here; {@link #ABSENT} if there is none. */
  @Nullable Object lookup(String name, Evaluation run) {
    for (Frame frame = this; frame != null; frame = frame.parent) {
      int at = frame.indexOf(name);
      if (at >= 0) {
        return frame.values[at];
      }
      run.charge(1 + (frame.size >> 3));
    }
    return ABSENT;
  }

  private int indexOf(String name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
