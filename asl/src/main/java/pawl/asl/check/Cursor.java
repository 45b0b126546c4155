package pawl.asl.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.syntax.Document;

/** A place in a definition. Where it is is put into words only when somebody asks. */
final class Cursor {
  private final Document document;
  private final @Nullable Cursor parent;
  private final String step;

  private Cursor(Document document, @Nullable Cursor parent, String step) {
    this.document = document;
    this.parent = parent;
    this.step = step;
  }

  static Cursor root(Document document) {
    return new Cursor(document, null, "");
  }

  Document document() {
    return document;
  }

  JsonNode value() {
    return document.value();
  }

  /** Where it is, as AWS writes it: {@code /States/Check/Choices[0]/Next}. */
  String pointer() {
    if (parent == null) {
      return "/";
    }
    List<String> steps = new ArrayList<>();
    for (Cursor at = this; at != null; at = at.parent) {
      steps.add(at.step);
    }
    return String.join("", steps.reversed());
  }

  /** The names of the members, in the order in which they stand. */
  Collection<String> fields() {
    return document.members().keySet();
  }

  boolean has(String field) {
    return document.members().containsKey(field);
  }

  /** The member of this name; null if it is not there. */
  @Nullable Cursor member(String field) {
    Document member = document.members().get(field);
    return member == null ? null : new Cursor(member, this, "/" + field);
  }

  /** The members whose names are given, those that are there. */
  List<Cursor> members(Collection<String> fields) {
    List<Cursor> members = new ArrayList<>();
    for (String field : fields) {
      Cursor member = member(field);
      if (member != null) {
        members.add(member);
      }
    }
    return members;
  }

  List<Cursor> elements() {
    List<Cursor> elements = new ArrayList<>(document.elements().size());
    for (int i = 0; i < document.elements().size(); i++) {
      elements.add(new Cursor(document.elements().get(i), this, "[" + i + "]"));
    }
    return elements;
  }
}
