/** What a process and its machine spend while something runs. */
@NullMarked
package pawl.bench.measure;

import org.jspecify.annotations.NullMarked;
