package pawl.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array: {@code [1, 2, 3]}. The members of an array in it become members of it, unless it is
 * written as one.
 *
 * @param cons whether it stands at the start or end of a path, where it stays one value
 */
record ArrayLiteral(List<Node> members, boolean cons) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Sequence result = Sequence.array(members.size());
    for (Node member : members) {
      Object value = member.evaluate(input, frame, run);
      if (value == null) {
        continue;
      }
      if (Types.isArray(value) && !isLiteral(member)) {
        run.chargeMembers(Types.length(value));
        result.addAll(value);
      } else {
        result.add(value);
      }
    }
    if (cons) {
      result.becomeCons();
    }
    return result;
  }

  private static boolean isLiteral(Node member) {
    return member instanceof ArrayLiteral
        || (member instanceof Suffixed suffixed && suffixed.node() instanceof ArrayLiteral);
  }
}
