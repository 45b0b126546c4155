/**
 * State machines and activities: what there is to run, changed by commands like everything else.
 */
@NullMarked
package pawl.engine.catalogue;

import org.jspecify.annotations.NullMarked;
