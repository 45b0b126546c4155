package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.Programs.compile;
import static pawl.asl.check.Definitions.errors;
import static pawl.asl.check.Definitions.errorsOfState;
import static pawl.asl.check.Definitions.machine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.MachineType;

class MapCheckTest {
  private static final String STATES =
      "\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}";

  private static final String DISTRIBUTED =
      "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, ";

  private static String map(String fields) {
    return "\"Type\": \"Map\", \"End\": true, " + fields;
  }

  private static String inline(String fields) {
    return map("\"ItemProcessor\": {" + STATES + "}" + (fields.isEmpty() ? "" : ", " + fields));
  }

  private static String distributed(String fields) {
    return map("\"ItemProcessor\": {" + DISTRIBUTED + STATES + "}, " + fields);
  }

  @Test
  void shouldAskForOneProcessor() {
    assertThat(errorsOfState("\"Type\": \"Map\", \"End\": true"))
        .containsExactly("These fields are required: [ItemProcessor] at ~");
    String processor = "{" + STATES + "}";
    assertThat(
            errorsOfState(map("\"Iterator\": " + processor + ", \"ItemProcessor\": " + processor)))
        .contains(
            "There should only be one of the following fields: [ItemProcessor, Iterator] at ~");
    compile(machine(map("\"Iterator\": {" + DISTRIBUTED + STATES + "}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "QueryLanguage": "JSONPath", | Field 'QueryLanguage' is not supported at ~/ItemProcessor
          "ProcessorConfig": 1, | Expected value of type [OBJECT] at ~/ItemProcessor/ProcessorConfig
          "ProcessorConfig": {"Mode": "FAST"}, | Value should be one of the following: [INLINE, DISTRIBUTED] at ~/ItemProcessor/ProcessorConfig/Mode
          "ProcessorConfig": {"Mode": "DISTRIBUTED"}, | These fields are required: [ExecutionType] at ~/ItemProcessor/ProcessorConfig
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "QUICK"}, | Value should be one of the following: [STANDARD, EXPRESS] at ~/ItemProcessor/ProcessorConfig/ExecutionType
          "ProcessorConfig": {"Mode": "INLINE", "Foo": 1}, | Field 'Foo' is not supported at ~/ItemProcessor/ProcessorConfig
          "TimeoutSeconds": 1, | Field 'TimeoutSeconds' is not supported at ~/ItemProcessor
          """)
  void shouldCheckTheProcessor(String fields, String expected) {
    assertThat(errorsOfState(map("\"ItemProcessor\": {" + fields + STATES + "}")))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "MaxConcurrency": -1 | Minimum value is 0 at ~/MaxConcurrency
          "MaxConcurrency": "{% 1 %}" | Expected value of type [INTEGER] at ~/MaxConcurrency
          "MaxConcurrency": 1, "MaxConcurrencyPath": "$.a" | There should only be one of the following fields: [MaxConcurrency, MaxConcurrencyPath] at ~
          "MaxConcurrencyPath": "$$.Execution.Input.n" | Value is not a Reference Path at ~/MaxConcurrencyPath
          "ToleratedFailureCount": -1 | Minimum value is 0 at ~/ToleratedFailureCount
          "ToleratedFailureCount": 1.5 | Expected value of type [INTEGER] at ~/ToleratedFailureCount
          "ToleratedFailureCount": 1, "ToleratedFailureCountPath": "$.a" | There should only be one of the following fields: [ToleratedFailureCount, ToleratedFailureCountPath] at ~
          "ToleratedFailurePercentage": 101 | Maximum value is 100.0 at ~/ToleratedFailurePercentage
          "ToleratedFailurePercentage": -1 | Minimum value is 0.0 at ~/ToleratedFailurePercentage
          "ToleratedFailurePercentage": "1" | Expected value of type [NUMBER] at ~/ToleratedFailurePercentage
          "ToleratedFailurePercentage": 1, "ToleratedFailurePercentagePath": "$.a" | There should only be one of the following fields: [ToleratedFailurePercentage, ToleratedFailurePercentagePath] at ~
          "Parameters": {}, "ItemSelector": {} | There should only be one of the following fields: [Parameters, ItemSelector] at ~
          "ItemSelector": {"a.$": "x"} | The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at ~/ItemSelector
          "ItemsPath": "$.a[*]" | Value is not a Reference Path at ~/ItemsPath
          "Items": [] | The QueryLanguage is set to 'JSONPath', but field 'Items' is only supported for the 'JSONata' QueryLanguage at ~
          "QueryLanguage": "JSONata", "ItemsPath": "$" | The QueryLanguage is set to 'JSONata', but field 'ItemsPath' is only supported for the 'JSONPath' QueryLanguage at ~
          "QueryLanguage": "JSONata", "MaxConcurrencyPath": "$.a" | The QueryLanguage is set to 'JSONata', but field 'MaxConcurrencyPath' is only supported for the 'JSONPath' QueryLanguage at ~
          "QueryLanguage": "JSONata", "Parameters": {} | The QueryLanguage is set to 'JSONata', but field 'Parameters' is only supported for the 'JSONPath' QueryLanguage at ~
          "QueryLanguage": "JSONata", "Items": 1 | Expected value of type [ARRAY] at ~/Items
          "QueryLanguage": "JSONata", "Items": ["{% 1 + %}"] | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Items[0]
          "QueryLanguage": "JSONata", "ItemSelector": {"Next": "{% 1 + %}"} | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/ItemSelector/Next
          """)
  void shouldCheckMaps(String fields, String expected) {
    assertThat(errorsOfState(inline(fields))).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ToleratedFailureCount\": 1, \"ToleratedFailurePercentagePath\": \"$.p\"",
        "\"MaxConcurrency\": 9223372036854775807, \"ItemsPath\": \"$$.Execution.Input.x\"",
        "\"QueryLanguage\": \"JSONata\", \"Items\": \"{% [1] %}\", \"MaxConcurrency\": \"{% 1 %}\"",
        "\"QueryLanguage\": \"JSONata\", \"Items\": [1, \"{% 2 %}\"], \"ItemSelector\": \"{% 1 %}\""
      })
  void shouldAcceptMaps(String fields) {
    assertThat(errorsOfState(inline(fields))).isEmpty();
    assertThat(errorsOfState(distributed(fields))).isEmpty();
  }

  /** AWS takes them without a complaint. */
  @Test
  void shouldAcceptTheFieldsOfDistributedMapsInOthers() {
    assertThat(
            errorsOfState(
                inline(
                    """
                    "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                      "Parameters": {"Bucket": "b", "Key": "k"}, "ReaderConfig": {"InputType": "JSON"}},
                    "ItemBatcher": {"BatchInput": {"a": 1}}, "Label": "l",
                    "ResultWriter": {"WriterConfig": {"Transformation": "NONE", "OutputType": "JSON"}}
                    """)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 | Expected value of type [OBJECT] at ~/ItemReader
          {} | These fields are required: [Resource] at ~/ItemReader
          {"Resource": "arn:aws:states:::s3:deleteObject"} | Value does not match any of the allowed values. Examples: [arn:<partition>:states:::s3:getObject, arn:<partition>:states:::s3:listObjectsV2] at ~/ItemReader/Resource
          {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b"}} | The field 'Key' is required but was missing at ~/ItemReader/Parameters
          {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Prefix": "p"}} | The field 'Bucket' is required but was missing at ~/ItemReader/Parameters
          {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": 1}} | Expected value of type [STRING] at ~/ItemReader/Parameters/Bucket
          {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": 1} | Expected value of type [OBJECT] at ~/ItemReader/Parameters
          {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket.$": "b"}} | The value for the field 'Bucket.$' must be a valid JSONPath or a valid intrinsic function call at ~/ItemReader/Parameters
          {"Resource": "arn:aws:states:::s3:listObjectsV2", "Arguments": {}} | The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported for the 'JSONata' QueryLanguage at ~/ItemReader
          {"Resource": "arn:aws:states:::s3:listObjectsV2", "Foo": 1} | Field 'Foo' is not supported at ~/ItemReader
          {"Resource": "arn:aws:states:::s3:listObjectsV2", "ReaderConfig": []} | Expected value of type [OBJECT] at ~/ItemReader/ReaderConfig
          """)
  void shouldCheckItemReaders(String reader, String expected) {
    assertThat(errorsOfState(distributed("\"ItemReader\": " + reader))).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Foo": 1 | Field 'Foo' is not supported at ~
          "MaxItems": -1 | Minimum value is 0 at ~/MaxItems
          "MaxItems": 100000001 | Maximum value is 100000000 at ~/MaxItems
          "MaxItems": 1, "MaxItemsPath": "$.a" | There should only be one of the following fields: [MaxItems, MaxItemsPath] at ~
          "MaxItemsPath": "$$.Execution.Input.n" | Value is not a Reference Path at ~/MaxItemsPath
          "InputType": "XML" | Value should be one of the following: [MANIFEST, JSON, CSV, JSONL, PARQUET] at ~/InputType
          "InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN" | Transformation 'LOAD_AND_FLATTEN' needs s3:listObjectsV2 at ~
          "Transformation": "SHAKE" | Value should be one of the following: [NONE, LOAD_AND_FLATTEN] at ~/Transformation
          "InputType": "MANIFEST", "ManifestType": "OTHER" | Value should be one of the following: [ATHENA_DATA, S3_INVENTORY] at ~/ManifestType
          "InputType": "JSON", "ManifestType": "ATHENA_DATA" | Field 'ManifestType' is only supported for InputType 'CSV', 'JSONL', 'PARQUET' at ~
          "ManifestType": "ATHENA_DATA" | Field 'ManifestType' is only supported for InputType 'CSV', 'JSONL', 'PARQUET' at ~
          "InputType": "CSV", "ManifestType": "S3_INVENTORY" | Field 'InputType' is not supported with ManifestType 'S3_INVENTORY' at ~
          "InputType": "JSONL", "ItemsPointer": "/a" | Field 'ItemsPointer' is only supported for InputType 'JSON' at ~
          "InputType": "JSON", "ItemsPointer": "a" | Value is not a JSON Pointer at ~/ItemsPointer
          "InputType": "JSON", "CSVDelimiter": "COMMA" | Field 'CSVDelimiter' is only supported for InputType 'CSV', 'MANIFEST' at ~
          "InputType": "CSV", "CSVDelimiter": "," | Value should be one of the following: [COMMA, PIPE, SEMICOLON, SPACE, TAB] at ~/CSVDelimiter
          "InputType": "CSV", "CSVHeaderLocation": "LAST_ROW" | Value should be one of the following: [FIRST_ROW, GIVEN] at ~/CSVHeaderLocation
          "InputType": "CSV", "CSVHeaderLocation": "GIVEN" | These fields are required: [CSVHeaders] at ~
          "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": [] | Value cannot be empty at ~/CSVHeaders
          "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": [1] | Expected value of type [STRING] at ~/CSVHeaders[0]
          """)
  void shouldCheckReaderConfigs(String config, String expected) {
    assertThat(errorsOfState(distributed(reader("getObject", config))))
        .containsExactly(expected.replace("~", "~/ItemReader/ReaderConfig"));
  }

  private static String reader(String action, String config) {
    return "\"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:%s\", \"ReaderConfig\": {%s}}"
        .formatted(action, config);
  }

  @Test
  void shouldCheckWhatHasToGoTogetherInReaderConfigs() {
    assertThat(
            errorsOfState(
                distributed(reader("listObjectsV2", "\"Transformation\": \"LOAD_AND_FLATTEN\""))))
        .containsExactly("These fields are required: [InputType] at ~/ItemReader/ReaderConfig");
    String headers =
        "\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\", \"CSVHeaders\": [\"%s\"]";
    assertThat(
            errorsOfState(distributed(reader("getObject", headers.formatted("x".repeat(10_240))))))
        .isEmpty();
    assertThat(
            errorsOfState(distributed(reader("getObject", headers.formatted("x".repeat(10_241))))))
        .containsExactly(
            "The headers have more than 10240 bytes at ~/ItemReader/ReaderConfig/CSVHeaders");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          getObject | "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "CSVDelimiter": "TAB", "MaxItems": 0
          getObject | "InputType": "MANIFEST", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", "a", "{% phone %}"]
          getObject | "InputType": "JSON", "ItemsPointer": "/a/b~1c", "MaxItems": 100000000
          getObject | "InputType": "PARQUET", "ManifestType": "ATHENA_DATA"
          getObject | "ManifestType": "S3_INVENTORY", "MaxItemsPath": "$maxItems"
          getObject | "InputType": "JSON", "Transformation": "NONE"
          listObjectsV2 | "InputType": "JSONL", "Transformation": "LOAD_AND_FLATTEN"
          listObjectsV2 | "MaxItems": 5
          """)
  void shouldAcceptReaderConfigs(String action, String config) {
    assertThat(errorsOfState(distributed(reader(action, config)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "ItemBatcher": [] | Expected value of type [OBJECT] at ~/ItemBatcher
          "ItemBatcher": {} | There should be one of the following fields: [MaxItemsPerBatch, MaxInputBytesPerBatch] at ~/ItemBatcher
          "ItemBatcher": {"BatchInput": {}} | There should be one of the following fields: [MaxItemsPerBatch, MaxInputBytesPerBatch] at ~/ItemBatcher
          "ItemBatcher": {"MaxItemsPerBatch": 1, "Foo": 1} | Field 'Foo' is not supported at ~/ItemBatcher
          "ItemBatcher": {"MaxItemsPerBatch": -1} | Minimum value is 0 at ~/ItemBatcher/MaxItemsPerBatch
          "ItemBatcher": {"MaxInputBytesPerBatch": 262145} | Maximum value is 262144 at ~/ItemBatcher/MaxInputBytesPerBatch
          "ItemBatcher": {"MaxItemsPerBatch": 1, "MaxItemsPerBatchPath": "$.a"} | There should only be one of the following fields: [MaxItemsPerBatch, MaxItemsPerBatchPath] at ~/ItemBatcher
          "ItemBatcher": {"MaxInputBytesPerBatchPath": "$.a[*]"} | Value is not a Reference Path at ~/ItemBatcher/MaxInputBytesPerBatchPath
          "ItemBatcher": {"MaxItemsPerBatch": 1, "BatchInput": {"a.$": 1}} | The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at ~/ItemBatcher/BatchInput
          "QueryLanguage": "JSONata", "ItemBatcher": {"MaxItemsPerBatchPath": "$.a"} | The QueryLanguage is set to 'JSONata', but field 'MaxItemsPerBatchPath' is only supported for the 'JSONPath' QueryLanguage at ~/ItemBatcher
          "QueryLanguage": "JSONata", "ItemBatcher": {"MaxItemsPerBatch": 1, "BatchInput": {"a": ["{% 1 + %}"]}} | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/ItemBatcher/BatchInput/a[0]
          "ResultWriter": {} | There should be one of the following fields: [Resource, WriterConfig] at ~/ResultWriter
          "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject"} | These fields are required: [Parameters] at ~/ResultWriter
          "ResultWriter": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b"}} | Value does not match any of the allowed values. Examples: [arn:<partition>:states:::s3:putObject] at ~/ResultWriter/Resource
          "ResultWriter": {"Parameters": {"Bucket": "b"}} | These fields are required: [Resource] at ~/ResultWriter
          "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Prefix": "p"}} | The field 'Bucket' is required but was missing at ~/ResultWriter/Parameters
          "ResultWriter": {"WriterConfig": {"Transformation": "NONE"}} | These fields are required: [OutputType] at ~/ResultWriter/WriterConfig
          "ResultWriter": {"WriterConfig": {"Transformation": "TWIST", "OutputType": "JSON"}} | Value should be one of the following: [NONE, COMPACT, FLATTEN] at ~/ResultWriter/WriterConfig/Transformation
          "ResultWriter": {"WriterConfig": {"Transformation": "NONE", "OutputType": "XML"}} | Value should be one of the following: [JSON, JSONL] at ~/ResultWriter/WriterConfig/OutputType
          "ResultWriter": {"WriterConfig": {"Transformation": "NONE", "OutputType": "JSON", "Foo": 1}} | Field 'Foo' is not supported at ~/ResultWriter/WriterConfig
          "QueryLanguage": "JSONata", "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": "b"} | Expected value of type [OBJECT] at ~/ResultWriter/Arguments
          "QueryLanguage": "JSONata", "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket.$": "b"}} | The field 'Bucket' is required but was missing at ~/ResultWriter/Arguments
          "Label": "" | INVALID_LABEL_NAME: Labels have 1 to 40 characters, without white space and special characters at ~/Label
          "Label": "a b" | INVALID_LABEL_NAME: Labels have 1 to 40 characters, without white space and special characters at ~/Label
          "Label": 1 | INVALID_LABEL_NAME: Labels have 1 to 40 characters, without white space and special characters at ~/Label
          """)
  void shouldCheckBatchersAndWriters(String fields, String expected) {
    assertThat(errorsOfState(distributed(fields))).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        "ItemBatcher": {"MaxItemsPerBatch": 2, "MaxInputBytesPerBatch": 262144, "BatchInput": {"a.$": "$.b"}}
        """,
        """
        "ItemBatcher": {"MaxInputBytesPerBatchPath": "$.b"},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
          "Parameters": {"Bucket.$": "$.bucket", "Prefix": "p"},
          "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSONL"}}
        """,
        """
        "QueryLanguage": "JSONata", "ItemBatcher": {"MaxItemsPerBatch": "{% 2 %}", "BatchInput": "{% 1 %}"},
        "ItemReader": {"Resource": "arn:aws-cn:states:::s3:getObject", "Arguments": "{% $states.input %}",
          "ReaderConfig": {"InputType": "JSON", "MaxItems": "{% 2 %}"}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket": "{% $b %}"}}
        """
      })
  void shouldAcceptBatchersAndWriters(String fields) {
    assertThat(errorsOfState(distributed(fields))).isEmpty();
  }

  @Test
  void shouldLetChildrenBeExpressWhereTheMachineIsNot() {
    String activity =
        "\"Type\": \"Task\", \"End\": true, \"Resource\":"
            + " \"arn:aws:states:eu-west-1:1:activity:a\"";
    String express =
        map(
            "\"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\","
                + " \"ExecutionType\": \"EXPRESS\"}, \"StartAt\": \"I\", \"States\": {\"I\":"
                + " {%s}}}");
    assertThat(errorsOfState(express.formatted("\"Type\": \"Succeed\""))).isEmpty();
    assertThat(errorsOfState(express.formatted(activity)))
        .containsExactly(
            "Express state machine does not support activities at"
                + " ~/ItemProcessor/States/I/Resource");
    assertThat(errors(machine(express.formatted("\"Type\": \"Succeed\"")), MachineType.EXPRESS))
        .hasSize(1);
  }
}
