package pawl.engine;

import org.jspecify.annotations.Nullable;

/** One change of the store: a put, or with a null value a removal. */
public record Write(byte[] key, byte @Nullable [] value) {}
