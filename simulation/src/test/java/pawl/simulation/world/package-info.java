/** The simulated world: shards, disk, clock, clients and faults, moved step by step by one seed. */
package pawl.simulation.world;
