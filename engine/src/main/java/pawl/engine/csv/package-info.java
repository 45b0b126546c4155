/**
 * Delimited text as the ItemReader of a distributed Map takes it: {@link
 * pawl.engine.csv.CsvRecords} splits what a {@link pawl.engine.csv.ByteSource} gives.
 */
@NullMarked
package pawl.engine.csv;

import org.jspecify.annotations.NullMarked;
