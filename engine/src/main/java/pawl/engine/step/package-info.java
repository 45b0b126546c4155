/**
 * One runner for each kind of state. A runner begins or continues a step's work and returns what
 * became of it; it never decides what comes next and never calls the interpreter.
 */
@NullMarked
package pawl.engine.step;

import org.jspecify.annotations.NullMarked;
