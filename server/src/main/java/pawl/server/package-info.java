/**
 * The server: puts the parts together ({@link pawl.server.Wiring}), listens for HTTP ({@link
 * pawl.server.HttpServer}) and stops everything in order. Nothing depends on it but the command
 * line.
 */
@NullMarked
package pawl.server;

import org.jspecify.annotations.NullMarked;
