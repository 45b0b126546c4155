package pawl.asl.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.syntax.Document;

/**
 * A place in a definition.
 *
 * @param pointer where it is, as AWS writes it: {@code /States/Check/Choices[0]/Next}
 */
record Cursor(Document document, String pointer) {
  static Cursor root(Document document) {
    return new Cursor(document, "/");
  }

  JsonNode value() {
    return document.value();
  }

  boolean has(String field) {
    return document.members().containsKey(field);
  }

  /** The member of this name; null if it is not there. */
  @Nullable Cursor member(String field) {
    Document member = document.members().get(field);
    return member == null ? null : new Cursor(member, memberPointer(field));
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
      elements.add(new Cursor(document.elements().get(i), pointer + "[" + i + "]"));
    }
    return elements;
  }

  private String memberPointer(String field) {
    return pointer.equals("/") ? "/" + field : pointer + "/" + field;
  }
}
