/** Reolink recorders (NVRs) and cameras: their sessions, what is asked of them, and how their answers read. */
package dev.drover.reolink;
