/** Clips: from a wanted moment of a camera to a playable file, cut out of segments that a recorder has written. */
package dev.drover.clips;
