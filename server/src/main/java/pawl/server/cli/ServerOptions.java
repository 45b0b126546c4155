package pawl.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.observability.log.LogLevel;
import pawl.server.Config;
import pawl.server.Observation;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What {@code serve} or {@code dev} was told, by {@linkplain ServerOption options}. */
final class ServerOptions {
  private final Map<ServerOption, String> given = new EnumMap<>(ServerOption.class);

  /**
   * Reads a command line without picocli, whose start takes as long as that of a server.
   *
   * @return the arguments that are no options; null if picocli must look at it: there is something
   *     to explain or to complain about
   */
  @Nullable List<String> readPlain(List<String> arguments) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-")) {
        rest.add(argument);
        continue;
      }
      ServerOption option = named(argument);
      if (option == null || given.containsKey(option)) {
        return null;
      }
      if (option.isFlag()) {
        given.put(option, "true");
      } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-")) {
        given.put(option, arguments.get(++i));
      } else {
        return null;
      }
    }
    return isMeaningful() ? rest : null;
  }

  private static @Nullable ServerOption named(String argument) {
    for (ServerOption option : ServerOption.values()) {
      if (option.option().equals(argument)) {
        return option;
      }
    }
    return null;
  }

  private boolean isMeaningful() {
    try {
      for (ServerOption option : ServerOption.values()) {
        value(option);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What holds: the option, else its variable, else what is usual. Nothing is as good as blank. */
  private @Nullable Object value(ServerOption option) {
    String text = given.get(option);
    if (text == null && option.variable() != null) {
      text = System.getenv(option.variable());
    }
    if (text == null || text.isBlank()) {
      text = option.usual();
    }
    return text == null ? null : option.value(text);
  }

  private <T> @Nullable T value(ServerOption option, Class<T> type) {
    return type.cast(value(option));
  }

  private String text(ServerOption option) {
    return String.valueOf(value(option));
  }

  private boolean isOn(ServerOption option) {
    return Boolean.TRUE.equals(value(option));
  }

  /**
   * The configuration that was asked for.
   *
   * @param usualData the folder if no other was named
   * @param usualConnections the file of connections if no other was named
   */
  Config config(Path usualData, @Nullable Path usualConnections) {
    Path data = value(ServerOption.DATA, Path.class);
    Path connections = value(ServerOption.CONNECTIONS, Path.class);
    String origins = value(ServerOption.ALLOW_ORIGIN, String.class);
    return new Config(
        text(ServerOption.HOST),
        number(ServerOption.PORT),
        data == null ? usualData : data,
        text(ServerOption.REGION),
        text(ServerOption.ACCOUNT),
        required(ServerOption.PROFILE, Config.Profile.class),
        required(ServerOption.DURABILITY, Config.Durability.class),
        number(ServerOption.RETENTION),
        Config.origins(origins == null ? null : Arrays.asList(origins.split(","))),
        value(ServerOption.MOCK_CONFIG, Path.class),
        connections == null ? usualConnections : connections,
        new Observation(
            value(ServerOption.LOG_EXECUTIONS, String.class),
            required(ServerOption.LOG_LEVEL, LogLevel.class),
            isOn(ServerOption.LOG_DATA),
            value(ServerOption.EVENTS_BUS, String.class),
            text(ServerOption.EVENTS_SOURCE),
            value(ServerOption.EVENTS_WEBHOOK, String.class),
            isOn(ServerOption.TRACE_ALL)));
  }

  private <T> T required(ServerOption option, Class<T> type) {
    T value = value(option, type);
    if (value == null) {
      throw new IllegalStateException(option + " has nothing usual");
    }
    return value;
  }

  private int number(ServerOption option) {
    return required(option, Integer.class);
  }

  boolean json() {
    return isOn(ServerOption.JSON);
  }

  /** Adds the options to a command of picocli that {@linkplain Owner has} them. */
  static final class Added implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      ServerOptions options = ((Owner) command.userObject()).options();
      for (ServerOption option : ServerOption.values()) {
        OptionSpec.Builder spec = option.spec().setter(options.setter(option));
        command.addOption(spec.build());
      }
      return command;
    }
  }

  /** A command that takes them. */
  interface Owner {
    ServerOptions options();
  }

  private ISetter setter(ServerOption option) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        if (value instanceof String[] several) {
          given.put(option, String.join(",", several));
        } else if (value != null) {
          given.put(option, value.toString());
        }
        return value;
      }
    };
  }

  /** What a variable says may mean nothing; an option has been looked at by picocli. */
  void check(CommandSpec command) {
    for (ServerOption option : ServerOption.values()) {
      try {
        value(option);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            command.commandLine(),
            "Invalid value for variable %s: '%s'"
                .formatted(option.variable(), System.getenv(option.variable())));
      }
    }
  }
}
