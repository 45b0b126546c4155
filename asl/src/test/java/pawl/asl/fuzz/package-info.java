/**
 * What fuzzers call: each target takes any bytes and must come to an end without an exception. The
 * seeds, and what once went wrong, are files under {@code src/test/resources/fuzz}.
 */
@NullMarked
package pawl.asl.fuzz;

import org.jspecify.annotations.NullMarked;
