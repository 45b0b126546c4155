@NullMarked
package pawl.functions;

import org.jspecify.annotations.NullMarked;
