package dev.drover.footage;

import java.util.List;

import jakarta.inject.Singleton;

import dev.drover.ffmpeg.LineListener;
import dev.drover.jobs.StoppedException;
import dev.drover.jobs.Stopping;

/** Ends FFmpeg with the next line that it says when Drover is stopped; it tells of its progress twice a second. */
@Singleton
public class StopFfmpeg implements LineListener {

    private final Stopping stopping;

    public StopFfmpeg(Stopping stopping) {
        this.stopping = stopping;
    }

    @Override
    public void line(List<String> command, String line) {
        if (stopping.begun()) {
            throw new StoppedException();
        }
    }
}
