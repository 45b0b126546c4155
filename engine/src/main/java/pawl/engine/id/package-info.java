/** Identities and ARNs: values that everybody may see. */
@NullMarked
package pawl.engine.id;

import org.jspecify.annotations.NullMarked;
