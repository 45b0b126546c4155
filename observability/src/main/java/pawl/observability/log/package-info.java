/** The log of executions, in AWS's form: to CloudWatch Logs, to a file, to standard output. */
@NullMarked
package pawl.observability.log;

import org.jspecify.annotations.NullMarked;
