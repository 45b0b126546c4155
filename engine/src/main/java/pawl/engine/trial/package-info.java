/**
 * Runs one state by itself, as TestState does: what it makes of an input, what every field on the
 * way did, and whether its Retry and Catch would help. Pure; whoever uses it makes the calls and
 * lets the time pass.
 */
@NullMarked
package pawl.engine.trial;

import org.jspecify.annotations.NullMarked;
