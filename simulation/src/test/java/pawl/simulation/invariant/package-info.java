/** What must hold after every step, one class for each law. */
package pawl.simulation.invariant;
