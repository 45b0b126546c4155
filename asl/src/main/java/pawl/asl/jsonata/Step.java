package pawl.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path.
 *
 * @param node what it evaluates for each item; null if it sorts them
 * @param order the terms of {@code ^(...)}; empty if it does not sort
 * @param tuple whether the path carries tuples from here on
 * @param focus the variable that {@code @$v} binds the item to; null if there is none
 * @param index the variable that {@code #$i} binds the position to; null if there is none
 * @param ancestor the label under which {@code %} finds the item before; null if nothing looks
 */
record Step(
    @Nullable Node node,
    List<Term> order,
    List<Stage> stages,
    boolean tuple,
    @Nullable String focus,
    @Nullable String index,
    @Nullable String ancestor) {

  /** A term of an order-by clause. */
  record Term(Node expression, boolean descending) {}

  /** What follows a step: a predicate, or a variable for the position. */
  record Stage(@Nullable Node predicate, @Nullable String index) {}
}
