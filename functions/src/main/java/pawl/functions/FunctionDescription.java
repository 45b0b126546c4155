package pawl.functions;

import java.time.Instant;

/**
 * A deployed function as the host sees it.
 *
 * @param configuration what was deployed
 * @param arn its ARN, without qualifier
 * @param origin where the code came from
 * @param codeSha256 base64 of the SHA-256 of the zip; empty for a folder
 * @param codeSizeBytes size of the zip; 0 for a folder
 * @param lastModified time of the last change of code or configuration
 * @param revisionId changes with every change
 */
public record FunctionDescription(
    FunctionConfiguration configuration,
    String arn,
    Origin origin,
    String codeSha256,
    long codeSizeBytes,
    Instant lastModified,
    String revisionId) {

  /** Where the code of a function came from. */
  public enum Origin {
    /** A folder of the user, used in place and not kept over a restart of the host. */
    FOLDER,
    /** A zip given to the Lambda API, unpacked and kept under the host's data folder. */
    ZIP
  }

  public String name() {
    return configuration.name();
  }
}
