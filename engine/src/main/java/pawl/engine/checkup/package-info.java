/** Looks at a store as a whole: whether it is sound, and who waits for what. */
@NullMarked
package pawl.engine.checkup;

import org.jspecify.annotations.NullMarked;
