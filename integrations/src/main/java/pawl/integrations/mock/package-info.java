/** Answers from a file in the place of calls: the mocked service integrations of test cases. */
@NullMarked
package pawl.integrations.mock;

import org.jspecify.annotations.NullMarked;
