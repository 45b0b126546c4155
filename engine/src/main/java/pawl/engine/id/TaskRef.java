package pawl.engine.id;

/**
 * One attempt of one task: where its outcome has to go.
 *
 * @param scope the running place within the execution
 * @param attempt counts the tasks that the scope has scheduled, from 1; an outcome of an earlier
 *     attempt is stale
 */
public record TaskRef(ExecutionId execution, int scope, int attempt) {}
