package pawl.simulation.invariant;

import java.util.HexFormat;
import java.util.List;
import pawl.engine.Effect;
import pawl.engine.Turn;
import pawl.engine.Write;

/** A turn is the same, byte for byte, whether the shard remembers the execution or reads it. */
public final class CacheChangesNothing implements Witness {
  private static final String LAW = "a warm shard decides like a cold one";

  @Override
  public void handled(Step step) {
    Turn warm = step.turn();
    Turn cold = step.cold();
    if (!warm.reply().equals(cold.reply())) {
      throw new Violation(
          LAW, step.command() + ": reply " + warm.reply() + ", cold " + cold.reply());
    }
    if (!plain(warm.effects()).equals(plain(cold.effects()))) {
      throw new Violation(
          LAW, step.command() + ": effects " + warm.effects() + ", cold " + cold.effects());
    }
    if (!Views.same(warm.writes(), cold.writes())) {
      throw new Violation(
          LAW,
          step.command()
              + ": writes "
              + without(warm.writes(), cold.writes())
              + ", cold "
              + without(cold.writes(), warm.writes()));
    }
  }

  /** Of some writes those that the others lack, as text. */
  private static List<String> without(List<Write> some, List<Write> others) {
    return some.stream()
        .filter(
            write -> others.stream().noneMatch(other -> Views.same(List.of(write), List.of(other))))
        .map(
            write ->
                Views.hex(write.key())
                    + "="
                    + (write.value() == null ? "" : Views.hex(write.value())))
        .toList();
  }

  /** Effects with their keys as text, since arrays are equal to nothing but themselves. */
  private static List<String> plain(List<Effect> effects) {
    return effects.stream()
        .map(
            effect ->
                switch (effect) {
                  case Effect.Deliver(var from, byte[] key, var command) ->
                      "Deliver " + from + HexFormat.of().formatHex(key) + command;
                  case Effect.StopJob(var from, byte[] key, String job) ->
                      "StopJob " + from + HexFormat.of().formatHex(key) + job;
                  default -> effect.toString();
                })
        .toList();
  }
}
