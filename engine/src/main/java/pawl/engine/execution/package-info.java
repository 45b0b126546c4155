/**
 * What an execution is made of, as objects that live for one turn: loaded when touched, written
 * back once at the end.
 */
@NullMarked
package pawl.engine.execution;

import org.jspecify.annotations.NullMarked;
