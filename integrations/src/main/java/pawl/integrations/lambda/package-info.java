/** Calls of Lambda functions, by function ARN and by {@code lambda:invoke}, here or at AWS. */
@NullMarked
package pawl.integrations.lambda;

import org.jspecify.annotations.NullMarked;
