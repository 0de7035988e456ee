/** Footage: from an alert or a wanted range to a playable file with its sidecar. */
package dev.drover.footage;
