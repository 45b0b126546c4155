/** {@code pawl bench}: runs workloads, measures them and sets goals beside the results. */
@NullMarked
package pawl.bench;

import org.jspecify.annotations.NullMarked;
