package dev.drover.footage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.MuxPlan;
import dev.drover.files.AtomicFiles;
import dev.drover.files.Checksums;
import dev.drover.files.DataFolder;
import dev.drover.files.FileNames;
import dev.drover.media.Gaps;
import dev.drover.media.Mp4File;
import dev.drover.rhombus.DeviceId;
import dev.drover.rhombus.MediaException;
import dev.drover.rhombus.MediaSource;
import dev.drover.rhombus.PresenceWindows;

/** From fetched windows to the published file: what FFmpeg is told, what the result holds, where it goes. */
@Named("footageFiles")
@Singleton
@RegisterForReflection
public class FootageFiles {

    private static final String RESULT = "result.mp4";
    /** Shorter differences are how footage is cut, not footage that is missing. */
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    private final FootageSettings settings;
    private final DataFolder folder;
    private final FfmpegCommands commands;
    private final Clock clock;

    public FootageFiles(FootageSettings settings, DataFolder folder, FfmpegCommands commands, Clock clock) {
        this.settings = settings;
        this.folder = folder;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * The arguments that put the windows of a download together.
     *
     * @throws MediaException.NotThere when not a single picture was there
     */
    public List<String> mux(Download download) throws IOException {
        List<MuxPlan.Window> video = present(download.video());
        if (video.isEmpty()) {
            throw new MediaException.NotThere(
                    "There is no footage of " + download.job().title());
        }
        MuxPlan plan = new MuxPlan(video, present(download.audio()), result(download.job()));
        for (Map.Entry<Path, String> list : commands.lists(plan).entrySet()) {
            AtomicFiles.writeAtomically(list.getKey(), list.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return commands.mux(plan);
    }

    /** What the file in the work folder really holds, beside what was asked for. */
    public Footage measure(Download download, PresenceWindows presence) throws IOException {
        try {
            return measured(download, presence);
        } catch (MediaException | dev.drover.media.MediaException wrong) {
            // A power cut can leave pieces without their content; the next attempt fetches them again
            for (FootageWindow window : download.windows().toList()) {
                window.forget();
            }
            throw wrong;
        }
    }

    private Footage measured(Download download, PresenceWindows presence) throws IOException {
        FootageJob job = download.job();
        Mp4File file = Mp4File.read(result(job));
        Duration asked = Duration.ofSeconds(job.request().seconds());
        Gaps placeholders = Placeholders.shown(presence, job.request()).plus(Placeholders.noted(download.video()));
        Gaps gaps = missing(download.video(), job.request()).plus(placeholders);
        Gaps silences = missing(download.audio(), job.request()).minus(gaps);
        Duration start = lead(download.video());
        Duration present = asked.minus(start).minus(trailing(gaps, asked));
        if (file.duration().plus(TOLERANCE).compareTo(present) < 0) {
            throw new MediaException.Faulty(
                    "The file of " + job.title() + " plays " + file.duration().toMillis() / 1000.0
                            + " s where its segments hold " + present.toMillis() / 1000.0 + " s");
        }
        boolean audio = file.tracks().stream().anyMatch(track -> track.kind() == dev.drover.media.Kind.AUDIO);
        Footage footage = new Footage(
                job,
                result(job),
                start,
                file.duration(),
                audio,
                gaps,
                silences,
                sources(download),
                words(gaps, silences, job.request()));
        Placeholders.note(download.video(), placeholders);
        return footage;
    }

    /** Puts the file in its place, then its sidecar, and removes what an earlier attempt had left under another name. */
    public PublishedFootage publish(Footage footage) throws IOException {
        FootageRequest request = footage.job().request();
        ZoneId zone = folder.zone();
        Path target = folder.results("footage")
                .resolve(folderOf(request, zone))
                .resolve(fileName(request, footage.audio(), zone));
        long bytes = Files.size(footage.file());
        Sidecar sidecar = sidecar(footage, target.getFileName().toString(), bytes, Checksums.sha256(footage.file()));
        Path before = folder.root().resolve(footage.job().result());
        if (!footage.job().result().isEmpty() && holdsMore(before, sidecar)) {
            return new PublishedFootage(footage, before, footage.job().result(), Files.size(before), true);
        }
        AtomicFiles.publish(footage.file(), target);
        AtomicFiles.writeAtomically(
                sidecarOf(target),
                FootageJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(sidecar));
        String relative = folder.root().relativize(target).toString();
        String earlier = footage.job().result();
        if (!earlier.isEmpty() && !earlier.equals(relative)) {
            Files.deleteIfExists(folder.root().resolve(earlier));
            Files.deleteIfExists(sidecarOf(folder.root().resolve(earlier)));
        }
        return new PublishedFootage(footage, target, relative, bytes, false);
    }

    /** Whether an earlier file of the same range lacks less than a new one; a file without a sidecar tells nothing. */
    private static boolean holdsMore(Path earlier, Sidecar now) {
        try {
            if (!Files.isRegularFile(earlier)) {
                return false;
            }
            Sidecar before = FootageJson.MAPPER.readValue(sidecarOf(earlier).toFile(), Sidecar.class);
            return before.asked() != null
                    && before.asked().seconds() >= now.asked().seconds()
                    && (before.missingSeconds() < now.missingSeconds()
                            || (before.missingSeconds() == now.missingSeconds()
                                    && (before.audio() && !now.audio()
                                            || before.silentSeconds() < now.silentSeconds())));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Path sidecarOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    private static Path result(FootageJob job) {
        return job.folder().resolve(RESULT);
    }

    private Path folderOf(FootageRequest request, ZoneId zone) {
        Path path = Path.of("");
        for (String part : settings.folder().split("/")) {
            String name = part.replace(
                            "<date>", LocalDate.ofInstant(request.start(), zone).toString())
                    .replace("<camera>", request.cameraName())
                    .replace("<uuid>", request.cameraUuid());
            if (!part.isBlank()) {
                path = path.resolve(FileNames.safeFolder(name, DeviceId.withoutFacet(request.cameraUuid())));
            }
        }
        return path;
    }

    private static String fileName(FootageRequest request, boolean audio, ZoneId zone) {
        return request.alert()
                ? FileNames.alertFootage(
                        request.cameraName(),
                        request.cameraUuid(),
                        request.start(),
                        zone,
                        request.alertType(),
                        request.alertUuid(),
                        audio)
                : FileNames.footage(request.cameraName(), request.cameraUuid(), request.start(), audio);
    }

    private static List<MuxPlan.Window> present(List<FootageWindow> windows) {
        List<MuxPlan.Window> present = new ArrayList<>();
        for (FootageWindow window : windows) {
            account(window)
                    .filter(account -> !account.empty())
                    .ifPresent(account -> present.add(
                            new MuxPlan.Window(window.joined(), window.offset().plusMillis(account.leadMillis()))));
        }
        return present;
    }

    private static java.util.Optional<WindowAccount> account(FootageWindow window) {
        return WindowAccount.read(window);
    }

    private static Duration lead(List<FootageWindow> windows) {
        return present(windows).get(0).begins();
    }

    private static Gaps missing(List<FootageWindow> windows, FootageRequest request) {
        Gaps missing = Gaps.NONE;
        for (FootageWindow window : windows) {
            missing = missing.plus(account(window)
                    .map(WindowAccount::missing)
                    .orElse(Gaps.NONE)
                    .shifted(window.offset()));
        }
        return missing;
    }

    /** Windows whose seam is under 2 s belong together (Rhombus React SDK). */
    private static Duration trailing(Gaps gaps, Duration asked) {
        return gaps.list().isEmpty()
                        || gaps.list().get(gaps.list().size() - 1).to().compareTo(asked) < 0
                ? Duration.ZERO
                : gaps.list().get(gaps.list().size() - 1).duration();
    }

    private static List<MediaSource> sources(Download download) {
        Set<MediaSource> sources = new LinkedHashSet<>();
        download.windows()
                .flatMap(window -> account(window).stream())
                .filter(account -> !account.empty())
                .forEach(account -> sources.add(account.source()));
        return List.copyOf(sources);
    }

    private String words(Gaps gaps, Gaps silences, FootageRequest request) {
        String picture = gaps.text(request.start(), folder.zone());
        String sound = silences.text(request.start(), folder.zone());
        if (sound.isEmpty()) {
            return picture;
        }
        return picture.isEmpty() ? "sound at " + sound : picture + "; sound at " + sound;
    }

    private Sidecar sidecar(Footage footage, String name, long bytes, String sha256) {
        FootageRequest request = footage.job().request();
        Instant start = request.start().plus(footage.start());
        return new Sidecar(
                name,
                request.alert() ? new Sidecar.Alert(request.alertUuid(), request.alertType()) : null,
                new Sidecar.Camera(request.cameraUuid(), request.cameraName()),
                Sidecar.Range.of(request.start(), request.end()),
                Sidecar.Range.of(start, start.plus(footage.duration())),
                footage.complete(),
                ranges(footage.gaps(), request),
                footage.gaps().total().toMillis() / 1000.0,
                ranges(footage.silences(), request),
                footage.audio(),
                bytes,
                sha256,
                footage.sources().stream().map(MediaSource::name).toList(),
                clock.instant());
    }

    private static List<Sidecar.Range> ranges(Gaps gaps, FootageRequest request) {
        return gaps.list().stream()
                .map(gap -> Sidecar.Range.of(
                        request.start().plus(gap.from()), request.start().plus(gap.to())))
                .toList();
    }
}
