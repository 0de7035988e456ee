package dev.drover.cli;

import java.util.Map;

/** A command on the jobs there are. Where there is no job table, it makes none. */
abstract class JobTableCommand implements Command {

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = OneShot.settings();
        settings.put("worker.works", "false");
        return settings;
    }

    /** Says that there is no job; answers the exit code. */
    abstract int none();
}
