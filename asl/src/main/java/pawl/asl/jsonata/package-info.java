/** JSONata as AWS Step Functions runs it: compiled once, evaluated within bounds, deterministic. */
@NullMarked
package pawl.asl.jsonata;

import org.jspecify.annotations.NullMarked;
