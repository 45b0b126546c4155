package pawl.simulation.model;

import java.util.ArrayList;
import java.util.List;
import pawl.simulation.model.Node.Catcher;
import pawl.simulation.model.Node.Flow;
import pawl.simulation.model.Node.Kind;
import pawl.simulation.model.Node.Recovery;
import pawl.simulation.model.Node.Retrier;

/** Makes a program from a seed. It always ends, whatever its tasks answer. */
public final class RandomProgram {
  private static final int MOST_STATES = 40;
  private static final int MOST_STATES_OF_A_SMALL_ONE = 6;
  private static final List<String> ERRORS =
      List.of("E1", "E2", "States.ALL", "States.TaskFailed", "States.Timeout");

  private final Chance chance;
  private final Targets targets;

  /** Whose executions tasks may start. */
  private final List<String> machines;

  private final int mostStates;

  /** How many more tasks may start executions: each of these has a program of its own. */
  private int nestings;

  private int states;
  private int variables;
  private boolean inDistributed;

  /** Whether what is made now is for Express executions, which can't do everything. */
  private boolean express;

  private RandomProgram(long seed, boolean express, List<String> machines, int mostStates) {
    this.chance = new Chance(seed);
    this.express = express;
    this.machines = machines;
    this.mostStates = mostStates;
    this.targets = new Targets(chance);
    this.nestings = machines.isEmpty() ? 0 : chance.between(0, 2);
  }

  /**
   * @param machines whose executions its tasks may start
   */
  public static Program of(long seed, List<String> machines) {
    return of(new RandomProgram(seed, false, machines, MOST_STATES));
  }

  /** A program that an Express machine may have. */
  public static Program ofExpress(long seed, List<String> machines) {
    return of(new RandomProgram(seed, true, machines, MOST_STATES));
  }

  /** A program of a few states. */
  public static Program small(long seed) {
    return of(new RandomProgram(seed, false, List.of(), MOST_STATES_OF_A_SMALL_ONE));
  }

  private static Program of(RandomProgram random) {
    Flow flow = random.flow(0, List.of());
    int timeout = random.chance.oneIn(8) ? 100_000 : 0;
    return new Program(flow, timeout);
  }

  private Flow flow(int depth, List<String> visible) {
    List<String> known = new ArrayList<>(visible);
    List<Node> nodes = new ArrayList<>();
    if (chance.oneIn(3)) {
      String variable = "v" + variables++;
      nodes.add(new Node.Add(name("A"), chance.below(3), variable, chance.oneIn(3)));
      known.add(variable);
    }
    int length = chance.between(1, depth == 0 ? 6 : 3);
    for (int i = 0; i < length; i++) {
      if (chance.oneIn(8) && states < mostStates) {
        loop(nodes);
      } else {
        Node node = node(depth, known);
        if (node instanceof Node.Map map && !map.reader()) {
          nodes.add(new Node.Put(name("U"), itemsOf(map), map.items().toString()));
        }
        nodes.add(node);
      }
    }
    if (chance.oneIn(10)) {
      nodes.add(
          chance.oneIn(2)
              ? new Node.Succeed(name("S"))
              : new Node.Fail(name("F"), chance.pick(List.of("E1", "E2", "E9")), "as written"));
    }
    return new Flow(aimed(nodes));
  }

  /** A counter, a body, and a way back while the counter is small. */
  private void loop(List<Node> nodes) {
    String variable = "c" + variables++;
    nodes.add(new Node.Count(name("I"), variable, true));
    int body = nodes.size();
    int length = chance.between(1, 2);
    for (int i = 0; i < length; i++) {
      nodes.add(chance.oneIn(2) ? ordinaryTask() : add());
    }
    nodes.add(new Node.Count(name("I"), variable, false));
    nodes.add(new Node.Choice(name("L"), variable, chance.between(2, 4), body, true));
  }

  private Node node(int depth, List<String> known) {
    boolean mayNest = depth < 2 && states < mostStates;
    int draw = chance.below(mayNest ? 20 : 14);
    if (draw < 6) {
      return task(depth);
    }
    return switch (draw) {
      case 6, 7 -> add();
      case 8 -> new Node.Put(name("U"), "u" + chance.below(3), chance.pick(VALUES));
      case 9, 10 -> new Node.Wait(name("W"), chance.between(0, 90));
      case 11, 12, 13 ->
          new Node.Choice(
              name("C"),
              known.isEmpty() || chance.oneIn(2) ? "" : chance.pick(known),
              chance.below(20),
              Targets.FORWARD,
              !chance.oneIn(12));
      case 14, 15, 16 -> parallel(depth, known);
      default -> map(depth, known);
    };
  }

  private static final List<Kind> EXPRESS_KINDS =
      List.of(Kind.FUNCTION, Kind.FUNCTION, Kind.SERVICE);

  private static final List<Kind> KINDS =
      List.of(Kind.FUNCTION, Kind.FUNCTION, Kind.SERVICE, Kind.JOB, Kind.CALLBACK, Kind.ACTIVITY);

  private static final List<String> VALUES =
      List.of("1", "\"text\"", "[1,2,3]", "{\"a\":{\"b\":null}}", "\"" + "x".repeat(300) + "\"");

  private Node add() {
    return new Node.Add(name("A"), chance.below(5), "", chance.oneIn(3));
  }

  private Node task(int depth) {
    if (nestings > 0 && chance.oneIn(depth == 0 ? 2 : 4)) {
      nestings--;
      return nested();
    }
    return ordinaryTask();
  }

  /**
   * Starts no execution. Those in loops don't: where a failure leads past the counter, what fails
   * in the same way each time would never end.
   */
  private Node ordinaryTask() {
    Kind kind = chance.pick(express ? EXPRESS_KINDS : KINDS);
    boolean beats = kind == Kind.CALLBACK || kind == Kind.ACTIVITY;
    int timeout = beats || chance.oneIn(2) ? chance.between(20, 200) : 0;
    int heartbeat = beats && chance.oneIn(2) ? chance.between(5, 15) : 0;
    return new Node.Task(name("T"), kind, timeout, heartbeat, recovery(), member(), "");
  }

  private static final List<Kind> NESTED_KINDS =
      List.of(
          Kind.NESTED,
          Kind.NESTED_SYNC,
          Kind.NESTED_SYNC,
          Kind.NESTED_SYNC_2,
          Kind.NESTED_SYNC_2,
          Kind.NESTED_CALLBACK);

  /** Starts an execution. Its result never becomes the data, which must have a number. */
  private Node nested() {
    Kind kind = express ? Kind.NESTED : chance.pick(NESTED_KINDS);
    boolean limited = kind == Kind.NESTED_CALLBACK || chance.oneIn(3);
    int timeout = limited ? chance.between(20, 400) : 0;
    String member = "r" + chance.below(4);
    return new Node.Task(name("T"), kind, timeout, 0, recovery(), member, chance.pick(machines));
  }

  private String member() {
    return chance.oneIn(2) ? "" : "r" + chance.below(4);
  }

  private Node parallel(int depth, List<String> known) {
    String name = name("P");
    List<Flow> branches = new ArrayList<>();
    int count = chance.between(1, 3);
    for (int i = 0; i < count; i++) {
      branches.add(flow(depth + 1, known));
    }
    return new Node.Parallel(name, branches, recovery(), "p" + chance.below(3));
  }

  private Node map(int depth, List<String> known) {
    String name = name("M");
    List<Integer> items = new ArrayList<>();
    int count = chance.oneIn(6) ? 0 : chance.between(1, 5);
    for (int i = 0; i < count; i++) {
      items.add(chance.below(30));
    }
    boolean distributed = !express && !inDistributed && chance.oneIn(3);
    boolean expressChildren = distributed && chance.oneIn(3);
    inDistributed |= distributed;
    express |= expressChildren;
    Flow processor = flow(depth + 1, distributed ? List.of() : known);
    if (distributed) {
      inDistributed = false;
    }
    if (expressChildren) {
      express = false;
    }
    return new Node.Map(
        name,
        items,
        chance.below(4),
        processor,
        recovery(),
        "m" + chance.below(3),
        distributed,
        distributed ? chance.between(-1, 2) : -1,
        distributed && chance.oneIn(2),
        distributed && chance.oneIn(3),
        expressChildren);
  }

  /** The member that holds the items of a Map. */
  static String itemsOf(Node.Map map) {
    return "i" + map.name();
  }

  private Recovery recovery() {
    List<Retrier> retriers = new ArrayList<>();
    List<Catcher> catchers = new ArrayList<>();
    while (chance.oneIn(2) && retriers.size() < 2) {
      retriers.add(
          new Retrier(
              errors(),
              chance.between(0, 3),
              chance.between(1, 10),
              chance.oneIn(2) ? 1 : 2,
              chance.oneIn(3)));
    }
    while (chance.oneIn(2) && catchers.size() < 2) {
      catchers.add(new Catcher(errors(), Targets.FORWARD));
    }
    return new Recovery(lastAll(retriers, Retrier::errors), lastAll(catchers, Catcher::errors));
  }

  private List<String> errors() {
    return List.of(chance.pick(ERRORS));
  }

  /** States.ALL has to stand in the last element. */
  private static <T> List<T> lastAll(
      List<T> elements, java.util.function.Function<T, List<String>> errors) {
    List<T> ordered = new ArrayList<>();
    List<T> last = new ArrayList<>();
    for (T element : elements) {
      (errors.apply(element).contains("States.ALL") ? last : ordered).add(element);
    }
    ordered.addAll(last.stream().limit(1).toList());
    return ordered;
  }

  private String name(String kind) {
    return kind + states++;
  }

  /** Gives what leads forward a target; the last state must not be a Choice. */
  private List<Node> aimed(List<Node> nodes) {
    if (nodes.getLast() instanceof Node.Choice
        || nodes.stream().anyMatch(node -> !Targets.recovery(node).catchers().isEmpty())) {
      boolean ends =
          nodes.getLast() instanceof Node.Succeed || nodes.getLast() instanceof Node.Fail;
      nodes.add(ends ? nodes.size() - 1 : nodes.size(), add());
    }
    List<Node> aimed = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      aimed.add(targets.aim(nodes.get(i), i, nodes));
    }
    return aimed;
  }
}
