package dev.drover.rhombus;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Where the recordings of a device are: templates with {@code {START_TIME}} and {@code {DURATION}}, both in seconds. */
@RegisterForReflection
public record MediaUris(List<String> lanTemplates, Optional<String> wanTemplate) {

    public MediaUris {
        lanTemplates = List.copyOf(lanTemplates);
    }
}
