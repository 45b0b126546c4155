package pawl.engine.checkup;

import org.jspecify.annotations.Nullable;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.KeyKind;

/**
 * Something in a store that is not as Pawl leaves it.
 *
 * @param key where; empty if it concerns all keys of the kind
 * @param execution whose it is; null if that is not known or it is the catalogue's
 * @param arn of that execution; null if it can't be read
 */
public record Fault(
    KeyKind kind, byte[] key, @Nullable ExecutionId execution, @Nullable String arn, String what) {}
