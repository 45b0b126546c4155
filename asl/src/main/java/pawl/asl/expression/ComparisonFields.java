package pawl.asl.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import pawl.asl.expression.Comparison.Asking;
import pawl.asl.expression.Comparison.Matching;
import pawl.asl.expression.Comparison.Ordering;
import pawl.asl.expression.Comparison.Relation;

/** The names of the comparison fields. */
final class ComparisonFields {
  static final Map<String, Comparison> BY_NAME = Collections.unmodifiableMap(all());

  private ComparisonFields() {}

  private static Map<String, Comparison> all() {
    Map<String, Comparison> all = new LinkedHashMap<>();
    for (Comparison.Type type : Comparison.Type.values()) {
      for (Relation relation : Relation.values()) {
        if (type != Comparison.Type.BOOLEAN || relation == Relation.EQUALS) {
          String name = type.aslName + relation.aslName;
          all.put(name, new Ordering(type, relation, false));
          all.put(name + "Path", new Ordering(type, relation, true));
        }
      }
    }
    all.put("StringMatches", new Matching());
    for (Comparison.Kind kind : Comparison.Kind.values()) {
      all.put(kind.aslName, new Asking(kind));
    }
    return all;
  }
}
