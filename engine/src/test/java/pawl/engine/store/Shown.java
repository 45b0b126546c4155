package pawl.engine.store;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import pawl.asl.Payload;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.StoredPayload;
import pawl.engine.id.ExecutionId;

/**
 * Whatever a record was decoded to, member by member, as lines of text. What is not set is left
 * out, so that a member which comes later changes nothing here.
 */
final class Shown {
  private final List<String> lines = new ArrayList<>();

  private Shown() {}

  static List<String> of(Object decoded) {
    Shown shown = new Shown();
    shown.add("", "", decoded);
    return shown.lines.stream().map(line -> line.replace("\n", "\\n")).toList();
  }

  private void add(String indent, String name, Object value) {
    String label = name.isEmpty() ? "" : name + ": ";
    switch (value) {
      case null -> lines.add(indent + label + "null");
      case Payload payload -> lines.add(indent + label + payload.text());
      case HeldPayload held -> addHeld(indent + label, held);
      case ExecutionId id ->
          lines.add(indent + label + "%016x%016x".formatted(id.high(), id.low()));
      case Collection<?> all -> {
        lines.add(indent + label + "[" + all.size() + "]");
        all.forEach(each -> add(indent + "  ", "-", each));
      }
      case Map<?, ?> map -> {
        lines.add(indent + label + "{" + map.size() + "}");
        // Tags are kept in no order.
        map.entrySet().stream()
            .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
            .forEach(entry -> add(indent + "  ", entry.getKey().toString(), entry.getValue()));
      }
      case Enum<?> constant -> lines.add(indent + label + constant.name());
      case Record composed -> {
        lines.add(indent + label + value.getClass().getSimpleName());
        Arrays.stream(value.getClass().getRecordComponents())
            .forEach(member -> addMember(indent, member.getName(), get(member, composed)));
      }
      default -> addOther(indent, label, value);
    }
  }

  private void addMember(String indent, String name, Object value) {
    boolean isSet =
        switch (value) {
          case null -> false;
          case Boolean flag -> flag;
          case Number number -> number.doubleValue() != 0;
          case String text -> !text.isEmpty();
          case Collection<?> all -> !all.isEmpty();
          case Map<?, ?> map -> !map.isEmpty();
          default -> true;
        };
    if (isSet) {
      add(indent + "  ", name, value);
    }
  }

  private void addOther(String indent, String label, Object value) {
    if (!value.getClass().getName().startsWith("pawl.")) {
      lines.add(indent + label + value);
      return;
    }
    lines.add(indent + label + value.getClass().getSimpleName());
    for (Field field : value.getClass().getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        addMember(indent, field.getName(), get(field, value));
      }
    }
  }

  /** A record says either the place or the value. */
  private void addHeld(String label, HeldPayload held) {
    StoredPayload.Place place = held.place();
    lines.add(
        label
            + (place == null
                ? held.get().text()
                : "at chunk " + place.chunk() + " index " + place.index()));
  }

  private static Object get(RecordComponent member, Record composed) {
    try {
      member.getAccessor().setAccessible(true);
      return member.getAccessor().invoke(composed);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(Field field, Object value) {
    try {
      return field.get(value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
