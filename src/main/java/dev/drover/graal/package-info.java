/** What only the native binary needs: where GraalVM's own code stands in its way. */
package dev.drover.graal;
