package pawl.engine.catalogue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;

/**
 * One state of a machine's definition and settings; never changed once written, kept while an
 * execution refers to it.
 *
 * @param key the store's name for it
 * @param revisionId AWS's {@code revisionId}; null before the first update
 * @param definitionHash SHA-256 of the definition's text in hexadecimal
 * @param updatedMillis when it became the machine's
 */
public record Revision(
    UUID key,
    String machineArn,
    String name,
    MachineType type,
    @Nullable String revisionId,
    String definition,
    String definitionHash,
    MachineSettings settings,
    long updatedMillis) {}
