package pawl.api.operation;

import pawl.api.contract.Input;

/** Whether an answer shall leave out what may be encrypted. */
final class IncludedData {
  private IncludedData() {}

  static boolean isMetadataOnly(Input input) {
    return "METADATA_ONLY".equals(input.optionalText("includedData"));
  }
}
