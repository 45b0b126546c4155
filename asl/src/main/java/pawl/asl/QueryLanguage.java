package pawl.asl;

/** The two languages in which a state says what it reads and writes. */
public enum QueryLanguage {
  JSON_PATH("JSONPath"),
  JSONATA("JSONata");

  private final String aslName;

  QueryLanguage(String aslName) {
    this.aslName = aslName;
  }

  /** The value of the field {@code QueryLanguage}. */
  public String aslName() {
    return aslName;
  }
}
