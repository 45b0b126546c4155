package pawl.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.engine.history.NewEvents;

/**
 * What one command led to: commit all writes or none, then answer, then carry out the effects.
 *
 * @param newEvents what the writes add to the execution's history, for those who listen; null if
 *     that is nothing
 */
public record Turn(
    List<Write> writes, List<Effect> effects, Reply reply, @Nullable NewEvents newEvents) {
  public Turn(List<Write> writes, List<Effect> effects, Reply reply) {
    this(writes, effects, reply, null);
  }

  public static Turn only(Reply reply) {
    return new Turn(List.of(), List.of(), reply);
  }
}
