/**
 * Reads an AWS SAM template and works out what to make of it here, or says all that is wrong with
 * it.
 */
@NullMarked
package pawl.dev.template;

import org.jspecify.annotations.NullMarked;
