package pawl.asl.compile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.expression.Scope;
import pawl.asl.expression.Template;

/** The Assign of a state, a rule or a catcher. All values see the variables as they were before. */
record Assignment(@Nullable Template template) {
  static final Assignment NONE = new Assignment(null);

  /** The variables to set, in the order written. */
  Map<String, Payload> evaluate(Scope scope) {
    if (template == null) {
      return Map.of();
    }
    Map<String, Payload> assigned = new LinkedHashMap<>();
    for (var member : template.evaluate(scope).properties()) {
      assigned.put(member.getKey(), Payload.of(member.getValue()));
    }
    return Collections.unmodifiableMap(assigned);
  }
}
