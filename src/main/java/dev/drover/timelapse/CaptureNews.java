package dev.drover.timelapse;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What there is to say.
 *
 * @param words for a person
 * @param news  whether that is worth a line
 */
@RegisterForReflection
public record CaptureNews(String words, boolean news) {}
