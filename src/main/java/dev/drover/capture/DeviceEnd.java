package dev.drover.capture;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The end of a device's FFmpeg.
 *
 * @param title what the device is called in messages
 * @param stalled whether it was ended, because it brought nothing
 * @param words its last words, or why it was ended, and what to do
 */
@RegisterForReflection
public record DeviceEnd(String directory, String title, Instant time, boolean stalled, String words) {}
