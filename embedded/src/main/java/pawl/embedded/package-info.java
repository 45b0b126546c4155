@NullMarked
package pawl.embedded;

import org.jspecify.annotations.NullMarked;
