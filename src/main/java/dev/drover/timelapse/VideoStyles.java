package dev.drover.timelapse;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.drover.ffmpeg.VideoEncoder;
import dev.drover.files.DataFolder;

/** How videos look by the settings. */
@Singleton
public class VideoStyles {

    private final TimelapseSettings settings;
    private final DataFolder data;

    public VideoStyles(TimelapseSettings settings, DataFolder data) {
        this.settings = settings;
        this.data = data;
    }

    public VideoStyle wanted() {
        return wanted(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** The same, but for what a command says. */
    public VideoStyle wanted(
            Optional<Integer> everyN,
            Optional<Duration> every,
            Optional<Integer> fps,
            boolean overlay,
            Optional<Daylight> daylight) {
        return new VideoStyle(
                new FrameChoice(
                        everyN.orElse(settings.stitchEveryNFrames()),
                        // Whoever counts them does not go by time
                        every.or(() -> settings.stitchEvery().filter(each -> everyN.isEmpty())),
                        daylight.or(() -> settings.daylight().map(Daylight::parse)),
                        data.zone()),
                fps.orElse(settings.fps()),
                overlay || settings.overlay(),
                VideoEncoder.of(settings.encoder()),
                settings.preset(),
                settings.crf());
    }
}
