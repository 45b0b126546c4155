package pawl.simulation.invariant;

import java.util.HashSet;
import java.util.Set;
import pawl.engine.Effect;
import pawl.engine.Reply;

/** Effects and replies leave after the commit of their turn. */
public final class NothingLeavesEarly implements Witness {
  private final Set<Long> committed = new HashSet<>();

  @Override
  public void committed(Step step) {
    committed.add(step.number());
  }

  @Override
  public void left(long turn, Effect effect) {
    check(turn, effect);
  }

  @Override
  public void answered(long turn, Reply reply) {
    check(turn, reply);
  }

  private void check(long turn, Object what) {
    if (!committed.contains(turn)) {
      throw new Violation("nothing leaves before its commit", "turn " + turn + " let go " + what);
    }
  }
}
