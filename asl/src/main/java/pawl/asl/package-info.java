/**
 * The language's door: {@link pawl.asl.AslCompiler} turns the text of a definition into a program,
 * or into diagnostics that say all that is wrong with it.
 */
@NullMarked
package pawl.asl;

import org.jspecify.annotations.NullMarked;
