/**
 * What stands behind the console: its pages, and the few questions that the API of AWS has no words
 * for. {@code docs/console.md} says what may be asked.
 */
@NullMarked
package pawl.server.console;

import org.jspecify.annotations.NullMarked;
