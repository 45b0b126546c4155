package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Field;
import pawl.asl.program.DataFlow;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;
import pawl.asl.program.Step.WaitTime;
import pawl.asl.syntax.Recovery;
import pawl.asl.syntax.Setting;
import pawl.asl.syntax.State;

/** Compiles the fields of one state, in its query language. */
interface FieldCompiler {
  /** The variables that the fields compiled so far read, in order. */
  List<String> variables();

  /** The state's own data flow; for a Choice it serves the Default. */
  DataFlow data();

  /** The data flow of a Choice that takes this rule. */
  DataFlow ruleData(State.Choice.Rule rule, int index);

  /** The data flow of a Map, whose arguments are its items. */
  DataFlow mapData();

  Field<Boolean> condition(State.Choice.Rule rule, int index);

  Field<WaitTime> waitTime(State.Wait wait);

  /** Error or Cause of a Fail; null if it has none. */
  @Nullable Field<String> text(String field, @Nullable Setting setting);

  /** TimeoutSeconds or HeartbeatSeconds of a Task; null if it has none. */
  @Nullable Field<Long> taskSeconds(String field, @Nullable Setting setting);

  @Nullable Field<String> credentialsRoleArn(@Nullable JsonNode credentials);

  /** ItemsPath or Items of a Map; {@code objects}: an object is as good as an array. */
  Field<List<MapItem>> items(@Nullable Setting items, boolean objects);

  /**
   * A count of a Map or its ItemBatcher, zero or more; null if it has none.
   *
   * @param location of the field within the state, such as {@code ItemBatcher/MaxItemsPerBatch}
   */
  @Nullable Field<Long> count(String location, @Nullable Setting setting);

  /** MaxItems of an ItemReader, of any sign; null if it has none. */
  @Nullable Field<Long> maxItems(@Nullable Setting setting);

  @Nullable Field<Double> percentage(@Nullable Setting setting);

  /**
   * A field that makes a payload: ItemSelector, BatchInput, the parameters of a reader or writer;
   * null if there is none.
   *
   * @param location of the field within the state
   */
  @Nullable Field<Payload> payload(String location, @Nullable JsonNode value);

  Step.CatchFlow catchFlow(Recovery.Catcher catcher, int index);
}
