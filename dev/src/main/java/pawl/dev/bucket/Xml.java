package pawl.dev.bucket;

/** Writes XML, element by element. */
final class Xml {
  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  Xml begin(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  Xml end(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  Xml element(String name, Object value) {
    begin(name);
    String.valueOf(value).codePoints().forEach(this::escaped);
    return end(name);
  }

  private void escaped(int character) {
    switch (character) {
      case '&' -> text.append("&amp;");
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '"' -> text.append("&quot;");
      default -> {
        if (character < ' ' && character != '\n' && character != '\t') {
          text.append("&#").append(character).append(';');
        } else {
          text.appendCodePoint(character);
        }
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
