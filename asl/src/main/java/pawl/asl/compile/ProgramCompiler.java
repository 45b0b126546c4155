package pawl.asl.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pawl.asl.program.Flow;
import pawl.asl.program.Program;
import pawl.asl.program.Step;
import pawl.asl.syntax.State;
import pawl.asl.syntax.StateMachine;
import pawl.asl.syntax.StatesObject;

/** Compiles a definition: numbers its flows and steps and has each state compiled. */
public final class ProgramCompiler {
  /** Flows by id; null while a flow is being compiled, for its inner flows get higher ids. */
  private final List<@Nullable Flow> flows = new ArrayList<>();

  private final Map<String, List<String>> variableReferences = new TreeMap<>();

  private ProgramCompiler() {}

  /** Compiles a definition in which nothing is wrong. */
  public static Program compile(StateMachine machine) {
    ProgramCompiler compiler = new ProgramCompiler();
    compiler.flow(machine.states());
    Long timeout = machine.timeoutSeconds();
    return new Program(
        machine.queryLanguage(),
        compiler.flows.stream().map(flow -> Objects.requireNonNull(flow)).toList(),
        timeout == null ? OptionalLong.empty() : OptionalLong.of(timeout),
        Collections.unmodifiableMap(compiler.variableReferences));
  }

  /** Compiles a States object and what is nested in it; its id. */
  int flow(StatesObject object) {
    int id = flows.size();
    flows.add(null);
    Map<String, Integer> indexes = new LinkedHashMap<>();
    for (State state : object.states()) {
      indexes.put(state.header().name(), indexes.size());
    }
    List<Step> steps = new ArrayList<>(object.states().size());
    for (State state : object.states()) {
      StateCompiler compiler = new StateCompiler(this, indexes, state);
      steps.add(compiler.compile());
      List<String> variables = compiler.variables();
      if (!variables.isEmpty()) {
        variableReferences.put(state.header().name(), variables);
      }
    }
    Integer start = indexes.get(object.startAt());
    if (start == null) {
      throw new IllegalStateException("The definition was not checked: " + object.startAt());
    }
    flows.set(id, new Flow(id, start, steps));
    return id;
  }
}
