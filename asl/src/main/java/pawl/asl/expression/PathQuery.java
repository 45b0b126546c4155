package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import java.util.Collection;
import pawl.asl.Json;

/** A path that Jayway JsonPath evaluates, within the bounds of its {@link Scope}. */
final class PathQuery {
  private static final MappingProvider MAPPING = new JacksonMappingProvider(Json.MAPPER);

  private final JsonPath path;

  private PathQuery(JsonPath path) {
    this.path = path;
  }

  static PathQuery compile(String text) {
    if (text.length() > Limits.PATH_CHARACTERS || steps(text) > Limits.PATH_STEPS) {
      throw new MalformedExpressionException("The path is too long");
    }
    RegexBounds.check(text);
    if (!text.contains("=~") && !bracketsMatch(text)) {
      throw new MalformedExpressionException("The brackets of the path do not match");
    }
    try {
      return new PathQuery(JsonPath.compile(text));
    } catch (JsonPathException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // Jayway lets the last two escape for some texts that end too early.
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

  Path.Selection read(JsonNode root, Scope scope) {
    Configuration configuration =
        Configuration.builder()
            .jsonProvider(new CountingProvider(scope))
            .mappingProvider(MAPPING)
            .build();
    try {
      Object result = path.read(root, configuration);
      return new Path.Selection.Found(
          result instanceof JsonNode node ? node : Json.MAPPER.valueToTree(result));
    } catch (PathNotFoundException e) {
      // On AWS a path that may select many selects none where its beginning does not exist.
      return path.isDefinite()
          ? new Path.Selection.Missing(String.valueOf(e.getMessage()))
          : new Path.Selection.Found(JsonNodeFactory.instance.arrayNode());
    } catch (EvaluationException e) {
      throw e;
    } catch (JsonPathException | ClassCastException | IllegalArgumentException e) {
      // A function or filter that does not fit the data; Jayway has no single type for these.
      return new Path.Selection.Missing(String.valueOf(e.getMessage()));
    }
  }

  /** Counts what Jayway looks at, so that no path works for ever. */
  private static final class CountingProvider extends JacksonJsonNodeJsonProvider {
    private final Scope scope;

    CountingProvider(Scope scope) {
      super(Json.MAPPER);
      this.scope = scope;
    }

    @Override
    public boolean isArray(Object obj) {
      scope.visit();
      return super.isArray(obj);
    }

    @Override
    public boolean isMap(Object obj) {
      scope.visit();
      return super.isMap(obj);
    }

    @Override
    public Object getMapValue(Object obj, String key) {
      scope.visit();
      return super.getMapValue(obj, key);
    }

    @Override
    public Object getArrayIndex(Object obj, int idx) {
      scope.visit();
      return super.getArrayIndex(obj, idx);
    }

    @Override
    public Collection<String> getPropertyKeys(Object obj) {
      scope.visit();
      return super.getPropertyKeys(obj);
    }

    @Override
    public Object unwrap(Object o) {
      scope.visit();
      return super.unwrap(o);
    }
  }
}
