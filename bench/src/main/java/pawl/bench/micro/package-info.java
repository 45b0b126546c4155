/** Microbenchmarks (JMH) of single parts. */
@NullMarked
package pawl.bench.micro;

import org.jspecify.annotations.NullMarked;
