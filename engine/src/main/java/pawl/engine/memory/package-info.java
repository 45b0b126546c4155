/** A host without disk and without threads of its own, on a clock that is set by hand. */
@NullMarked
package pawl.engine.memory;

import org.jspecify.annotations.NullMarked;
