package pawl.engine.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What a machine has besides its definition. The three configurations are JSON objects as the API
 * received them (member names of the API), null if none was given.
 */
public record MachineSettings(
    String roleArn,
    @Nullable String loggingConfiguration,
    @Nullable String tracingConfiguration,
    @Nullable String encryptionConfiguration) {}
