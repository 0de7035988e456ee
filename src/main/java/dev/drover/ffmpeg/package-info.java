/**
 * Everything there is to know about running FFmpeg: where it is, which arguments do what, what it says while it works, and
 * how to be sure that it ends.
 */
package dev.drover.ffmpeg;
