/**
 * What was written: the text of a definition as a document that knows where everything stands, and
 * as a tree of state records. A definition is made into records only after its check.
 */
@NullMarked
package pawl.asl.syntax;

import org.jspecify.annotations.NullMarked;
