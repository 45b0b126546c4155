package pawl.engine;

import java.util.List;

/** What one command led to: commit all writes or none, then answer, then carry out the effects. */
public record Turn(List<Write> writes, List<Effect> effects, Reply reply) {
  public static Turn only(Reply reply) {
    return new Turn(List.of(), List.of(), reply);
  }
}
