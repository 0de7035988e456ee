package dev.drover.frames;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How black a picture is.
 *
 * @param percentage of its pixels that are dark, 0 to 100
 * @param black whether that is too much
 * @param unsure whether dark pixels that were not looked for could make it black: read it exactly then
 */
@RegisterForReflection
public record Black(double percentage, boolean black, boolean unsure) {}
