/**
 * The expressions of JSONPath states: paths, reference paths, payload templates, intrinsic
 * functions and choice rules. All are compiled once; evaluation is bounded and never parses an
 * expression.
 */
@NullMarked
package pawl.asl.expression;

import org.jspecify.annotations.NullMarked;
