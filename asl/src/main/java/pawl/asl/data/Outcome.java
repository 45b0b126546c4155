package pawl.asl.data;

import java.util.Map;
import pawl.asl.Payload;

/**
 * What a state leaves behind.
 *
 * @param output the input of the next state
 * @param assigned the variables that its Assign sets, in the order written; empty if none
 */
public record Outcome(Payload output, Map<String, Payload> assigned) {}
