package pawl.asl.check;

import java.util.List;
import pawl.asl.QueryLanguage;
import pawl.asl.syntax.DefinitionParser;

/**
 * What the language has but Pawl does not yet: JSONata, and the distributed Map with what reads,
 * batches and writes its items. A definition without other faults is refused for it here, and only
 * here.
 */
final class NotSupportedYet {
  private static final List<String> MAP_FIELDS =
      List.of("ItemReader", "ItemBatcher", "ResultWriter");

  private final QueryLanguage machineLanguage;
  private final Report report;

  private NotSupportedYet(QueryLanguage machineLanguage, Report report) {
    this.machineLanguage = machineLanguage;
    this.report = report;
  }

  static void check(Cursor root, QueryLanguage machineLanguage, Report report) {
    new NotSupportedYet(machineLanguage, report).container(root);
  }

  private void container(Cursor container) {
    Cursor states = container.member("States");
    if (states == null) {
      return;
    }
    for (Cursor state : states.members(states.document().members().keySet())) {
      if (DefinitionParser.queryLanguage(state.value(), machineLanguage) == QueryLanguage.JSONATA) {
        refuse("JSONata", state);
      }
      for (String field : MAP_FIELDS) {
        Cursor member = state.member(field);
        if (member != null) {
          refuse(field, member);
        }
      }
      for (Cursor processor : state.members(List.of("ItemProcessor", "Iterator"))) {
        distributed(processor);
        container(processor);
      }
      state.members(List.of("Branches")).forEach(list -> list.elements().forEach(this::container));
    }
  }

  private void distributed(Cursor processor) {
    Cursor config = processor.member("ProcessorConfig");
    Cursor mode = config == null ? null : config.member("Mode");
    if (mode != null && "DISTRIBUTED".equals(mode.value().textValue())) {
      refuse("distributed Map states", mode);
    }
  }

  private void refuse(String what, Cursor at) {
    report.schema("Pawl does not support " + what + " yet", at);
  }
}
