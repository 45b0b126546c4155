/**
 * What runs: the compiled form of a state machine. Plain data whose expressions are compiled; the
 * engine walks over it and asks its {@link pawl.asl.data.Field}s and {@link
 * pawl.asl.program.DataFlow}s for values.
 */
@NullMarked
package pawl.asl.program;

import org.jspecify.annotations.NullMarked;
