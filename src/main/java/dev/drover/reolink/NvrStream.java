package dev.drover.reolink;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The main stream of a channel.
 *
 * @param size      width and height in pixels, {@code 3840*2160}; {@code ?} where that is not told
 * @param frameRate pictures a second; {@code ?} where that is not told
 */
@RegisterForReflection
public record NvrStream(String size, String frameRate) {}
