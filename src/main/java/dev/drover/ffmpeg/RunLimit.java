package dev.drover.ffmpeg;

import java.util.List;
import java.util.Optional;

/** Says of a run of FFmpeg that it must end now; any CDI bean of this type is asked, many times a second. */
public interface RunLimit {
    /**
     * @param command program and arguments
     * @return why it must, in words; empty where it may go on, or is none of this one's business
     */
    Optional<String> over(List<String> command);
}
