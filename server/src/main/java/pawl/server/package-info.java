@NullMarked
package pawl.server;

import org.jspecify.annotations.NullMarked;
