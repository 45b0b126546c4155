package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of objects, and those that tell what a value is. */
final class ObjectFunctions {
  private ObjectFunctions() {}

  static void define(Library library) {
    library.define("keys", "<x-:a<s>>", 1, ObjectFunctions::keys);
    library.define(
        "lookup", "<x-s:x>", 2, a -> a.has(1) ? Name.lookup(a.get(0), a.text(1), a.run()) : null);
    library.define("spread", "<x-:a<o>>", 1, a -> spread(a.get(0), 0, a.run()));
    library.define("merge", "<a<o>:o>", 1, ObjectFunctions::merge);
    library.define("clone", "<(oa)-:o>", 1, a -> Copy.of(a.get(0), a.run()));
    library.define("type", "<x:s>", 1, a -> a.has(0) ? Types.string(type(a.get(0))) : null);
    library.define("error", "<s?:x>", 1, ObjectFunctions::error);
    library.define("assert", "<bs?:x>", 2, ObjectFunctions::check);
  }

  /** The members of an object by name; none if it is no object. */
  static Map<String, @Nullable Object> members(@Nullable Object object, Evaluation run) {
    return switch (object) {
      case ObjectNode node -> {
        run.chargeMembers(node.size());
        Map<String, @Nullable Object> members = LinkedHashMap.newLinkedHashMap(node.size());
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        yield members;
      }
      case ObjectValue value -> value.members();
      case null, default -> Map.of();
    };
  }

  private static Object keys(Arguments a) {
    Set<String> names = new LinkedHashSet<>();
    collect(a.get(0), names, a.run());
    Sequence result = Sequence.sequence(names.size());
    names.forEach(name -> result.add(Types.string(name)));
    return result;
  }

  private static void collect(@Nullable Object value, Set<String> names, Evaluation run) {
    run.charge(1);
    if (Types.isArray(value)) {
      for (int i = 0; i < Types.length(value); i++) {
        collect(Types.get(value, i), names, run);
      }
    } else {
      names.addAll(members(value, run).keySet());
    }
  }

  private static @Nullable Object spread(@Nullable Object value, int depth, Evaluation run) {
    if (!Types.isArray(value) && !Types.isObject(value)) {
      return value;
    }
    Sequence result = Sequence.sequence();
    spread(value, result, run);
    return result;
  }

  private static void spread(@Nullable Object value, Sequence result, Evaluation run) {
    run.charge(1);
    if (Types.isArray(value)) {
      for (int i = 0; i < Types.length(value); i++) {
        Object item = Types.get(value, i);
        if (item != null) {
          result.becomeArray();
          spread(item, result, run);
        }
      }
    } else if (Types.isObject(value)) {
      members(value, run)
          .forEach(
              (name, member) -> {
                run.charge(1);
                ObjectValue single = new ObjectValue();
                single.put(name, member);
                result.add(single);
              });
    } else if (value != null) {
      result.add(value);
    }
  }

  private static @Nullable Object merge(Arguments a) {
    Object objects = a.get(0);
    if (objects == null) {
      return null;
    }
    ObjectValue result = new ObjectValue();
    for (int i = 0; i < Types.length(objects); i++) {
      Map<String, @Nullable Object> members = members(Types.get(objects, i), a.run());
      a.run().charge(1 + members.size());
      members.forEach(result::put);
    }
    return result;
  }

  static String type(@Nullable Object value) {
    return switch (Signature.letter(value)) {
      case 'l' -> "null";
      case 'n' -> Types.isNumeric(value) ? "number" : "object";
      case 's' -> "string";
      case 'b' -> "boolean";
      case 'a' -> "array";
      case 'f' -> "function";
      default -> "object";
    };
  }

  private static Object error(Arguments a) {
    String message = a.has(0) ? a.text(0) : "";
    throw new Fault(ErrorCode.D3137)
        .with("message", message.isEmpty() ? "$error() function evaluated" : message);
  }

  private static @Nullable Object check(Arguments a) {
    if (Types.isTruthy(a.get(0))) {
      return null;
    }
    String message = a.has(1) ? a.text(1) : "";
    throw new Fault(ErrorCode.D3141)
        .with("message", message.isEmpty() ? "$assert() statement failed" : message);
  }
}
