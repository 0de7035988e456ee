package dev.drover.frames;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How black a picture is.
 *
 * @param percentage of its pixels that are dark, 0 to 100; counted, or estimated from means and samples
 * @param black whether that is too much
 * @param dim whether it may be black, so that its dark pixels have to be counted for a verdict
 */
@RegisterForReflection
public record Black(double percentage, boolean black, boolean dim) {}
