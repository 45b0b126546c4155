/**
 * The command line: {@code pawl serve} and {@code pawl dev} run the server, everything else talks
 * to one over HTTP or works on files.
 */
@NullMarked
package pawl.server.cli;

import org.jspecify.annotations.NullMarked;
