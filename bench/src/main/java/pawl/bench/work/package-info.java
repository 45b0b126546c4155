/** The workloads, a class each. */
@NullMarked
package pawl.bench.work;

import org.jspecify.annotations.NullMarked;
