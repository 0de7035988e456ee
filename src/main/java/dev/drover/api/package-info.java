/** The HTTP server for clients of what Drover offers: who may ask, how often, and how answers and errors look. */
package dev.drover.api;
