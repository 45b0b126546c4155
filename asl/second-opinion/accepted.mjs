// The disagreements that are right, with the reason. `message` is the refuser's; `when` may look at the question.

const theirs = (who, message, reason, when) => ({ who, message, reason, when });
const ours = (message, reason, when) => ({ who: 'pawl', message, reason, when });
const change = pattern => ({ what }) => pattern.test(what);

export const accepted = [
  // What they refuse and AWS does not
  theirs('amazon-states-language-service', /shorter than the minimum length of 1/, 'these strings may be empty', change(/(Comment|Error|Cause|Bucket|Prefix|Key) = ""/)),
  theirs('asl-validator', /is invalid/, 'these strings may be empty', change(/(Error|Cause) = ""/)),
  theirs('amazon-states-language-service', /below the minimum of 1/, 'AWS says "Minimum value is 0"', change(/MaxItemsPerBatch = 0|MaxInputBytesPerBatch = 0/)),
  theirs('asl-validator', /MaxItems is invalid. must be >= 1/, 'AWS says "Minimum value is 0"'),
  theirs('amazon-states-language-service', /Expected one of array, JSONata/, 'a distributed Map iterates over objects, too', change(/Items = \{\}/)),
  theirs('amazon-states-language-service', /Expected one of integer, JSONata/, 'a percentage is a number', change(/ToleratedFailurePercentage = 1.5/)),
  theirs('asl-validator', /ToleratedFailurePercentage is invalid/, 'a percentage is a number'),
  theirs('asl-validator', /Condition is invalid. must be string/, 'a Condition may be true or false'),
  theirs('asl-validator', /(Variable|Path) is invalid. must match format "asl_ref_path"/, 'a Variable and what it is compared with may be any path'),
  theirs('asl-validator', /is invalid/, 'whether AWS takes null for a template is not known', change(/(Parameters|ItemSelector|BatchInput) = null/)),
  theirs('asl-validator', /Items is invalid/, 'a distributed Map iterates over objects, too', change(/Items = \{\}/)),
  theirs('asl-validator', /is invalid/, 'Output and the values in it may be any JSON, also an empty string', change(/(Output|Arguments|Assign|ItemSelector|BatchInput)[^=]* = /)),
  theirs('asl-validator', /is invalid/, 'Output may be any JSON', change(/with Output|Output" = /)),
  theirs('asl-validator', /ProcessorConfig is invalid/, 'the Mode is INLINE where nothing is said', change(/without .*Mode/)),

  // What AWS refuses and neither of them does
  ours(/INVALID_LABEL_NAME/, 'they know no rules for labels'),
  ours(/INVALID_JSONATA_EXPRESSION|A JSONata expression must begin/, 'they do not look into every JSONata string'),
  ours(/States\.ALL must appear alone/, 'they do not ask where States.ALL stands'),
  ours(/the resource is not available in this region/, 'they do not know which services there are'),
  ours(/Examples: \[arn:<partition>:states:::s3/, 'they let a dataset be read from anywhere'),
  ours(/Value is not a Reference Path/, 'they let paths that must name one node name many, or the context object'),
  ours(/must be a valid JSONPath or a valid intrinsic function call/, 'they do not look into every template'),
  ours(/valid variable name|was already defined in a parent scope/, 'they do not look at variables'),
  ours(/only supported for the '\w+' QueryLanguage/, 'they do not look at the language of rules, catchers, readers, batchers and writers'),
  ours(/The field '\w+' is required but was missing/, 'they do not know what the service must be called with'),
  ours(/Expected value of type \[(OBJECT|STRING)\]/, 'they do not look at the types of all fields'),
  ours(/HeartbeatSeconds must be smaller/, 'they do not compare the two'),
  ours(/Minimum value is 1/, 'AWS allows no timeout and no interval of 0 seconds'),
  ours(/Field '\w+' is not supported/, 'they let these objects have any field'),
  ours(/These fields are required: \[(CSVHeaders|Transformation|OutputType|Parameters|Arguments|InputType)\]/, 'they do not know which fields of readers and writers belong together'),
  ours(/is only supported for InputType|is not supported with ManifestType/, 'they do not know which fields of a reader belong together'),
  ours(/\[MaxItemsPerBatch, MaxInputBytesPerBatch\]/, 'they do not ask for a limit'),
];
