package dev.drover.simulator;

import java.util.List;

/**
 * Runs FFmpeg once and waits for it. The product runs it through its own FFmpeg route, a test through a process.
 */
@FunctionalInterface
public interface FfmpegRunner {

    /**
     * @param arguments everything after the name of the program
     * @return the exit code; 0 means that the output is there
     */
    int run(List<String> arguments);
}
