package dev.drover.timelapse;

/**
 * How far a video has come.
 *
 * @param channel as its folder is called
 * @param done pictures that were looked at or encoded
 * @param total pictures in all
 * @param what is done with them: {@code check} or {@code video}
 * @param ended whether nothing more comes
 */
public record StitchProgress(String channel, String what, int done, int total, boolean ended) {}
