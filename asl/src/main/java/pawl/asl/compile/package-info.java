/** Turns a checked definition into a program: states by index, every expression compiled. */
@NullMarked
package pawl.asl.compile;

import org.jspecify.annotations.NullMarked;
