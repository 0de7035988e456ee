/**
 * Reads what a DASH manifest says and turns a wanted stretch of time into the list of segments to fetch; opens no
 * connection and never names a host other than the manifest's own.
 */
package dev.drover.dash;
