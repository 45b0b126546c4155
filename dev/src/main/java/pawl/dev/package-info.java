/**
 * Makes a working application on this machine out of an AWS SAM template: machines, functions,
 * queues, workers.
 */
@NullMarked
package pawl.dev;

import org.jspecify.annotations.NullMarked;
