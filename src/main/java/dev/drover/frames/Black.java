package dev.drover.frames;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How black a picture is.
 *
 * @param percentage of its pixels that are dark, 0 to 100; counted, or estimated from means and samples
 * @param black whether that is too much
 * @param dim whether it is dark enough on the whole to be black; what was not counted is then no more than an estimate
 */
@RegisterForReflection
public record Black(double percentage, boolean black, boolean dim) {}
