package pawl.engine;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/**
 * Where and how the results of a distributed Map are to be written.
 *
 * @param mapRunArn the run; what follows its last colon names the folder of the results
 * @param resource of the ResultWriter, {@code arn:aws:states:::s3:putObject}; null: the results are
 *     only to be brought into form and become the output of the state
 * @param parameters its Parameters or Arguments, evaluated: {@code Bucket}, {@code Prefix}
 * @param outputType {@code JSON}, {@code JSONL}, or null for JSON
 * @param transformation {@code NONE}, {@code COMPACT}, {@code FLATTEN}, or null for NONE
 */
public record ResultRequest(
    String mapRunArn,
    @Nullable String resource,
    Payload parameters,
    @Nullable String outputType,
    @Nullable String transformation) {}
