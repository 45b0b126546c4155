/** Random programs, random answers of the world to them, and what must come of both. */
package pawl.simulation.model;
