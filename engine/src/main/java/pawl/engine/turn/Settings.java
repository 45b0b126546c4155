package pawl.engine.turn;

import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.token.TokenCodec;

/** What holds for every execution of a host. */
public record Settings(Limits limits, Arns arns, TokenCodec tokens) {}
