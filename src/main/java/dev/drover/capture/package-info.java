/** A host with video grabbers as a monitored source: its devices, its pictures, and what is wrong with them. */
package dev.drover.capture;
