/**
 * How everything is stored: kinds of keys and their order, records and their bytes. The only place
 * that knows Protocol Buffers.
 */
@NullMarked
package pawl.engine.store;

import org.jspecify.annotations.NullMarked;
