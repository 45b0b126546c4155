/** Runs random programs in a simulated world that crashes anywhere, and checks what comes of it. */
package pawl.simulation;
