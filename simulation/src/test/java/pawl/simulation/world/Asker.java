package pawl.simulation.world;

import pawl.engine.Reply;

/** Who has given a command. */
interface Asker {
  Asker NOBODY =
      new Asker() {
        @Override
        public void answered(Reply reply) {}

        @Override
        public void refused() {}
      };

  /** Somebody who does not listen. */
  static Asker heedless() {
    return new Asker() {
      @Override
      public void answered(Reply reply) {}

      @Override
      public void refused() {}
    };
  }

  /** The turn is durable. */
  void answered(Reply reply);

  /** Nothing has happened: the store took no writes, or the command never got a turn. */
  void refused();
}
