/** Timelapses: from a recorder's snapshots, taken by the clock, to videos of them. */
package dev.drover.timelapse;
