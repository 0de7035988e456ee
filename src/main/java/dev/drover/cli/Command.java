package dev.drover.cli;

import java.util.Map;

import picocli.CommandLine.ParseResult;

/** A command as it was asked for. */
interface Command {

    /** The settings that follow from its options; they win over files and environment. */
    Map<String, String> settings();

    /** Whether it writes footage, and so needs room to start with. */
    default boolean downloads() {
        return false;
    }

    /** Whether it makes the data folder ready where it is not yet; what only looks at files of routes leaves no trace. */
    default boolean needsData() {
        return true;
    }

    /** Whether it is of no use without an FFmpeg, so that a start without one is refused. */
    default boolean needsFfmpeg() {
        return downloads();
    }

    /** Does it, in the started application; answers the exit code. */
    int run(Running drover) throws Exception;

    /** The command that was asked for: the innermost one. */
    static Command of(ParseResult parsed) {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return (Command) innermost.commandSpec().userObject();
    }
}
