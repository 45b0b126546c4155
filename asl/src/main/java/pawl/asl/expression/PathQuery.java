package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;

/** A path that Jayway JsonPath evaluates, within the bounds of its {@link Scope}. */
final class PathQuery {
  /** A node that is copied takes memory, which is dearer than a look. */
  private static final int VISITS_PER_COPY = 16;

  private final JsonPath path;
  private final @Nullable RegexBounds regex;
  private final boolean appends;

  private PathQuery(JsonPath path, @Nullable RegexBounds regex, boolean appends) {
    this.path = path;
    this.regex = regex;
    this.appends = appends;
  }

  static PathQuery compile(String text) {
    if (text.length() > Limits.PATH_CHARACTERS || steps(text) > Limits.PATH_STEPS) {
      throw new MalformedExpressionException("The path is too long");
    }
    RegexBounds regex = RegexBounds.of(text);
    if (regex == null && !bracketsMatch(text)) {
      throw new MalformedExpressionException("The brackets of the path do not match");
    }
    try {
      return new PathQuery(JsonPath.compile(text), regex, text.contains("append"));
    } catch (RuntimeException e) {
      // Jayway has no single type for what it cannot read; all kinds escape.
      throw new MalformedExpressionException(String.valueOf(e.getMessage()));
    }
  }

  /** Jayway takes a bracket that is never closed, or never opened, for part of a name. */
  private static boolean bracketsMatch(String text) {
    int open = 0;
    char quote = 0;
    for (int i = 0; i < text.length() && open >= 0; i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (open > 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '[') {
        open++;
      } else if (c == ']') {
        open--;
      }
    }
    return open == 0 && quote == 0;
  }

  /** An upper bound of how deep Jayway's recursion goes. */
  private static long steps(String text) {
    return text.chars().filter(c -> c == '.' || c == '[' || c == '(' || c == '!').count();
  }

  /**
   * What the path selects.
   *
   * @param nullBeyondEnd whether an array holds JSON's null beyond its end, and not nothing
   */
  Path.Selection read(JsonNode root, Scope scope, boolean nullBeyondEnd) {
    Cost cost = new Cost(scope, regex);
    CountingProvider provider = new CountingProvider(cost);
    Configuration configuration =
        Configuration.builder()
            .jsonProvider(provider)
            .mappingProvider(new CountingMapping(cost))
            .build();
    try {
      // Jayway's append() changes the array that it is called on.
      Object result = path.read(appends ? cost.copy(root) : root, configuration);
      if (provider.metAnEnd && path.isDefinite() && !nullBeyondEnd) {
        return new Path.Selection.Missing("No results for path: " + path.getPath());
      }
      return new Path.Selection.Found(
          result instanceof JsonNode node ? node : Json.MAPPER.valueToTree(result));
    } catch (PathNotFoundException e) {
      // On AWS a path that may select many selects none where its beginning does not exist.
      return path.isDefinite()
          ? new Path.Selection.Missing(String.valueOf(e.getMessage()))
          : new Path.Selection.Found(JsonNodeFactory.instance.arrayNode());
    } catch (EvaluationException e) {
      throw e;
    } catch (RuntimeException e) {
      // A function or filter that does not fit the data; here too all kinds escape.
      return new Path.Selection.Missing(String.valueOf(e.getMessage()));
    }
  }

  /** Charges the scope for the work of a path. */
  private record Cost(Scope scope, @Nullable RegexBounds regex) {
    void visit() {
      scope.visit(1);
    }

    JsonNode copy(JsonNode value) {
      chargeCopy(value);
      return value.deepCopy();
    }

    private void chargeCopy(JsonNode value) {
      scope.visit(VISITS_PER_COPY);
      value.forEach(this::chargeCopy);
    }

    /** Charges for every text in a value that a regular expression may be matched against. */
    void compare(Object value) {
      if (regex != null && value instanceof JsonNode node) {
        if (node.isTextual()) {
          scope.visit(regex.visits(node.textValue().length()));
        }
        node.forEach(this::compare);
      }
    }
  }

  /** Counts what Jayway takes out of the tree to compare it in a filter. */
  private static final class CountingMapping extends JacksonMappingProvider {
    private final Cost cost;

    CountingMapping(Cost cost) {
      super(Json.MAPPER);
      this.cost = cost;
    }

    @Override
    public <T> T map(Object source, Class<T> targetType, Configuration configuration) {
      cost.compare(source);
      return super.map(source, targetType, configuration);
    }
  }

  /** Counts what Jayway looks at, so that no path works for ever. */
  private static final class CountingProvider extends JacksonJsonNodeJsonProvider {
    private final Cost cost;

    /** Somebody has asked for an element beyond the end of an array. */
    boolean metAnEnd;

    CountingProvider(Cost cost) {
      super(Json.MAPPER);
      this.cost = cost;
    }

    @Override
    public boolean isArray(Object obj) {
      cost.visit();
      return super.isArray(obj);
    }

    @Override
    public boolean isMap(Object obj) {
      cost.visit();
      return super.isMap(obj);
    }

    @Override
    public Object getMapValue(Object obj, String key) {
      cost.visit();
      return super.getMapValue(obj, key);
    }

    @Override
    public Object getArrayIndex(Object obj, int idx) {
      cost.visit();
      Object element = super.getArrayIndex(obj, idx);
      metAnEnd |= element == null;
      return element;
    }

    @Override
    public Collection<String> getPropertyKeys(Object obj) {
      cost.visit();
      return super.getPropertyKeys(obj);
    }

    /** What is appended is copied, or an array could come to hold itself. */
    @Override
    public void setArrayIndex(Object array, int index, Object newValue) {
      super.setArrayIndex(
          array, index, newValue instanceof JsonNode value ? cost.copy(value) : newValue);
    }

    @Override
    public Object unwrap(Object o) {
      cost.visit();
      if (o instanceof TextNode) {
        cost.compare(o);
      }
      return super.unwrap(o);
    }
  }
}
