package pawl.engine.turn;

import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.token.TokenCodec;

/**
 * What holds for every execution of a host.
 *
 * @param redrives whether the context object counts redrives: that of synchronous Express
 *     executions does not
 */
public record Settings(Limits limits, Arns arns, TokenCodec tokens, boolean redrives) {
  public Settings(Limits limits, Arns arns, TokenCodec tokens) {
    this(limits, arns, tokens, true);
  }

  public Settings withoutRedrives() {
    return new Settings(limits, arns, tokens, false);
  }
}
