@NullMarked
package pawl.engine;

import org.jspecify.annotations.NullMarked;
