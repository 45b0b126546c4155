package pawl.engine.trial;

import java.util.EnumSet;
import java.util.Set;
import pawl.asl.QueryLanguage;
import pawl.asl.data.Trace;
import pawl.asl.program.Step;

/** The data of a state at one place on its way. */
public enum Aspect {
  INPUT("input"),
  AFTER_INPUT_PATH("afterInputPath"),
  AFTER_PARAMETERS("afterParameters"),
  AFTER_ARGUMENTS("afterArguments"),
  AFTER_ITEMS_PATH("afterItemsPath"),
  AFTER_ITEMS_POINTER("afterItemsPointer"),
  AFTER_ITEM_SELECTOR("afterItemSelector"),
  AFTER_ITEM_BATCHER("afterItemBatcher"),
  RESULT("result"),
  AFTER_RESULT_SELECTOR("afterResultSelector"),
  AFTER_RESULT_PATH("afterResultPath"),
  VARIABLES("variables");

  private final String member;

  Aspect(String member) {
    this.member = member;
  }

  /** The name in AWS's {@code inspectionData}. */
  public String member() {
    return member;
  }

  static Aspect of(Trace.Point point) {
    return switch (point) {
      case INPUT_PATH -> AFTER_INPUT_PATH;
      case PARAMETERS -> AFTER_PARAMETERS;
      case ARGUMENTS -> AFTER_ARGUMENTS;
      case ITEMS_PATH -> AFTER_ITEMS_PATH;
      case RESULT_SELECTOR -> AFTER_RESULT_SELECTOR;
      case RESULT_PATH -> AFTER_RESULT_PATH;
    };
  }

  /** What AWS shows of a state, if the data gets that far: not every step that there is. */
  static Set<Aspect> shown(Step step) {
    Set<Aspect> shown = EnumSet.of(INPUT, VARIABLES);
    shown.addAll(step.queryLanguage() == QueryLanguage.JSON_PATH ? ofPaths(step) : ofJsonata(step));
    return shown;
  }

  private static Set<Aspect> ofPaths(Step step) {
    return switch (step) {
      case Step.Pass pass when pass.result() != null ->
          Set.of(RESULT, AFTER_RESULT_SELECTOR, AFTER_RESULT_PATH);
      case Step.Pass _ ->
          Set.of(AFTER_INPUT_PATH, AFTER_PARAMETERS, AFTER_RESULT_SELECTOR, AFTER_RESULT_PATH);
      case Step.Task _ ->
          Set.of(
              AFTER_INPUT_PATH, AFTER_PARAMETERS, RESULT, AFTER_RESULT_SELECTOR, AFTER_RESULT_PATH);
      case Step.Parallel _ -> Set.of(AFTER_RESULT_SELECTOR, AFTER_RESULT_PATH);
      case Step.Map _ ->
          Set.of(
              AFTER_INPUT_PATH,
              AFTER_ITEMS_PATH,
              AFTER_ITEMS_POINTER,
              AFTER_ITEM_SELECTOR,
              AFTER_ITEM_BATCHER,
              AFTER_RESULT_SELECTOR,
              AFTER_RESULT_PATH);
      case Step.Choice _, Step.Succeed _, Step.Wait _ -> Set.of(AFTER_INPUT_PATH);
      case Step.Fail _ -> Set.of();
    };
  }

  private static Set<Aspect> ofJsonata(Step step) {
    return switch (step) {
      case Step.Task _ -> Set.of(AFTER_ARGUMENTS, RESULT);
      case Step.Map _ -> Set.of(AFTER_ITEMS_POINTER, AFTER_ITEM_SELECTOR, AFTER_ITEM_BATCHER);
      case Step.Pass _, Step.Wait _, Step.Succeed _, Step.Fail _, Step.Choice _, Step.Parallel _ ->
          Set.of();
    };
  }
}
