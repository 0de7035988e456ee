package dev.drover.reolink;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A channel of a recorder, as it lists it.
 *
 * @param id     from 0
 * @param name   as the list has it; empty where it has none, as older ones do
 * @param online whether its camera is there
 */
@RegisterForReflection
public record NvrChannel(int id, String name, boolean online) {

    /** What it is called where nothing tells its name. */
    public static String unnamed(int id) {
        return "ch" + id;
    }
}
