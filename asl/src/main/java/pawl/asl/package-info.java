@NullMarked
package pawl.asl;

import org.jspecify.annotations.NullMarked;
