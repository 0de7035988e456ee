package dev.drover.timelapse;

import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.VideoEncoder;

/**
 * How the videos look.
 *
 * @param choice which pictures are in them
 * @param fps pictures a second
 * @param overlay whether each picture has its time written into it
 * @param encoder the one to take where it works; empty for the best that does
 * @param preset of libx264
 * @param crf of libx264; other encoders take it for their own
 */
@RegisterForReflection
public record VideoStyle(
        FrameChoice choice, int fps, boolean overlay, Optional<VideoEncoder> encoder, String preset, int crf) {}
