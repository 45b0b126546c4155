package pawl.simulation.invariant;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import pawl.engine.Command;
import pawl.engine.Write;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

/** A timer fires not before it is due, and once. */
public final class TimersFireOnTime implements Witness {
  private static final String LAW = "timers fire neither early nor twice";
  private static final HexFormat HEX = HexFormat.of();

  private final Set<String> fired = new HashSet<>();

  @Override
  public void handled(Step step) {
    if (step.command() instanceof Command.FireTimers && !step.turn().writes().isEmpty()) {
      for (Write write : step.turn().writes()) {
        if (isTimer(write)
            && write.value() == null
            && isMeant(step, write.key())
            && Keys.timerDue(write.key()) > step.nowMillis()) {
          throw new Violation(
              LAW, "due " + Keys.timerDue(write.key()) + ", fired " + step.nowMillis());
        }
      }
    }
  }

  @Override
  public void committed(Step step) {
    for (Write write : step.turn().writes()) {
      if (!isTimer(write)) {
        continue;
      }
      String key = HEX.formatHex(write.key());
      if (write.value() != null) {
        fired.remove(key);
      } else if (step.command() instanceof Command.FireTimers
          && isMeant(step, write.key())
          && !fired.add(key)) {
        throw new Violation(LAW, "twice: " + key);
      }
    }
  }

  private static boolean isTimer(Write write) {
    return Keys.isOf(write.key(), KeyKind.TIMER);
  }

  private static boolean isMeant(Step step, byte[] key) {
    return step.command() instanceof Command.FireTimers fire
        && fire.keys().stream().anyMatch(each -> java.util.Arrays.equals(each, key));
  }
}
