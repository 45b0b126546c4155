/** Makes load: in a closed loop, or at a rate. */
@NullMarked
package pawl.bench.load;

import org.jspecify.annotations.NullMarked;
