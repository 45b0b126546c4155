/**
 * What is wrong with a definition: all of it, with the codes, messages and locations of AWS's
 * ValidateStateMachineDefinition as far as they are known.
 */
@NullMarked
package pawl.asl.check;

import org.jspecify.annotations.NullMarked;
