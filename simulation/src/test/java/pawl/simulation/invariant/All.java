package pawl.simulation.invariant;

import java.util.ArrayList;
import java.util.List;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.StoreView;

/** All laws at once. */
public record All(List<Witness> laws) implements Witness {
  /** Every law, for one run, and others who look on. */
  public static All ofOneRun(Witness... onlookers) {
    List<Witness> laws = new ArrayList<>(List.of(onlookers));
    laws.addAll(
        List.of(
            new CacheChangesNothing(),
            new HistoryIsGapless(),
            new DescriptionAgrees(),
            new NobodyWaitsForNothing(),
            new NothingIsLeftBehind(),
            new ReopeningChangesNothing(),
            new NothingLeavesEarly(),
            new TokenCountsOnce(),
            new TimersFireOnTime(),
            new ChildrenWithinLimit()));
    return new All(laws);
  }

  /** What must be true of stores whose executions have all ended, whatever was seen of them. */
  public static void holdAtTheEnd(List<? extends StoreView> stores) {
    ofOneRun().ended(List.copyOf(stores));
    new DescriptionAgrees().recovered(List.copyOf(stores));
  }

  @Override
  public void handled(Step step) {
    laws.forEach(law -> law.handled(step));
  }

  @Override
  public void stumbled() {
    laws.forEach(Witness::stumbled);
  }

  @Override
  public void committed(Step step) {
    laws.forEach(law -> law.committed(step));
  }

  @Override
  public void left(long turn, Effect effect) {
    laws.forEach(law -> law.left(turn, effect));
  }

  @Override
  public void answered(long turn, Reply reply) {
    laws.forEach(law -> law.answered(turn, reply));
  }

  @Override
  public void recovered(List<StoreView> stores) {
    laws.forEach(law -> law.recovered(stores));
  }

  @Override
  public void ended(List<StoreView> stores) {
    laws.forEach(law -> law.ended(stores));
  }
}
