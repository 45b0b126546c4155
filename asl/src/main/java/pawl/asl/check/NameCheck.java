package pawl.asl.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import pawl.asl.syntax.Document;

/** Checks that names of states, and labels of Maps, occur only once in a whole definition. */
final class NameCheck {
  private static final int MAX_LABEL_LENGTH = 40;

  /** White space, brackets, wildcards, special and control characters. */
  private static final Pattern NOT_IN_LABEL =
      Pattern.compile("[\\s\\p{Cntrl}<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/]");

  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> labels = new LinkedHashSet<>();
  private final Report report;

  private NameCheck(Report report) {
    this.report = report;
  }

  static void check(Cursor root, Report report) {
    new NameCheck(report).container(root);
  }

  private void container(Cursor container) {
    Cursor states = container.member("States");
    if (states == null) {
      return;
    }
    for (Document.Duplicate duplicate : states.document().duplicates()) {
      report.error(
          "DUPLICATE_STATE_NAME",
          "Duplicate State name: " + duplicate.key(),
          states.pointer() + "/" + duplicate.key(),
          duplicate.position());
    }
    for (String name : states.fields()) {
      Cursor state = states.member(name);
      if (state == null) {
        continue;
      }
      if (!names.add(name)) {
        report.error("DUPLICATE_STATE_NAME", "Duplicate State name: " + name, state);
      }
      label(state);
      state.members(List.of("ItemProcessor", "Iterator")).forEach(this::container);
      state.members(List.of("Branches")).forEach(list -> list.elements().forEach(this::container));
    }
  }

  private void label(Cursor state) {
    Cursor label = state.member("Label");
    if (label == null || !state.value().path("Type").asText().equals("Map")) {
      return;
    }
    String text = label.value().textValue();
    if (text == null
        || text.isEmpty()
        || text.length() > MAX_LABEL_LENGTH
        || NOT_IN_LABEL.matcher(text).find()) {
      report.error(
          "INVALID_LABEL_NAME",
          "Labels have 1 to "
              + MAX_LABEL_LENGTH
              + " characters, without white space and special characters",
          label);
    } else if (!labels.add(text)) {
      report.error("DUPLICATE_LABEL_NAME", "Duplicate Label: " + text, label);
    }
  }
}
