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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.MuxPlan;
import dev.drover.files.AtomicFiles;
import dev.drover.files.Checksums;
import dev.drover.files.DataFolder;
import dev.drover.files.FileNames;
import dev.drover.jobs.JobJson;
import dev.drover.media.Gap;
import dev.drover.media.Gaps;
import dev.drover.media.Mp4File;
import dev.drover.media.TrackTiming;
import dev.drover.rhombus.DeviceId;
import dev.drover.rhombus.MediaException;
import dev.drover.rhombus.MediaSource;
import dev.drover.rhombus.PresenceWindows;

/** From fetched windows to the published file: what FFmpeg is told, what the result holds, where it goes. */
@Named("footageFiles")
@Singleton
@RegisterForReflection
public class FootageFiles {

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
        List<MuxPlan.Window> video = present(accounted(download.video()));
        if (video.isEmpty()) {
            throw new MediaException.NotThere(
                    "There is no footage of " + download.job().title());
        }
        MuxPlan plan = new MuxPlan(video, present(accounted(download.audio())), result(download.job()));
        for (Map.Entry<Path, String> list : commands.lists(plan).entrySet()) {
            AtomicFiles.writeAtomically(list.getKey(), list.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return commands.mux(plan);
    }

    /**
     * What the file in the work folder really holds, beside what was asked for. A file that plays for less than its pieces were
     * said to hold, though each of them is as it was when it was joined, lacks the difference: the recording is so.
     *
     * @throws MediaException when a piece is damaged; each such piece is fetched again by the next attempt
     */
    public Footage measure(Download download, PresenceWindows presence) throws IOException {
        try {
            return measured(download, presence);
        } catch (dev.drover.media.MediaException wrong) {
            forgetDamaged(download);
            throw wrong;
        }
    }

    /** A power cut can leave pieces without their content. Answers whether there are such, and has only them fetched again. */
    private static boolean forgetDamaged(Download download) throws IOException {
        boolean damaged = false;
        for (FootageWindow window : download.windows().toList()) {
            if (WindowAccount.read(window)
                    .filter(account -> !account.empty() && !holds(window.joined(account), account))
                    .isPresent()) {
                window.forget();
                damaged = true;
            }
        }
        return damaged;
    }

    /** Whether a joined window still measures what it did when it was joined. */
    private static boolean holds(Path joined, WindowAccount account) {
        try {
            Duration held = TrackTiming.ofInit(joined).measure(joined).duration();
            return held.plus(TOLERANCE).toMillis() >= account.heldMillis();
        } catch (dev.drover.media.MediaException damaged) {
            return false;
        }
    }

    private Footage measured(Download download, PresenceWindows presence) throws IOException {
        FootageJob job = download.job();
        Mp4File file = Mp4File.read(result(job));
        Duration asked = Duration.ofSeconds(job.request().seconds());
        List<Accounted> video = accounted(download.video());
        List<Accounted> audio = accounted(download.audio());
        Gaps gaps = missing(video)
                .plus(Placeholders.shown(presence, job.request()))
                .plus(Placeholders.noted(download.video()));
        Duration start = present(video).get(0).begins();
        Duration present = asked.minus(start).minus(trailing(gaps, asked));
        if (file.duration().plus(TOLERANCE).compareTo(present) < 0 && forgetDamaged(download)) {
            throw new MediaException.Faulty(
                    "The file of " + job.title() + " plays " + file.duration().toMillis() / 1000.0
                            + " s where its segments hold " + present.toMillis() / 1000.0 + " s");
        }
        if (file.duration().plus(TOLERANCE).compareTo(present) < 0) {
            gaps = gaps.plus(new Gaps(List.of(new Gap(start.plus(file.duration()), start.plus(present)))));
        }
        Gaps silences = missing(audio).minus(gaps);
        boolean sound = file.tracks().stream().anyMatch(track -> track.kind() == dev.drover.media.Kind.AUDIO);
        return new Footage(
                job,
                result(job),
                start,
                file.duration(),
                sound,
                gaps,
                silences,
                sources(video, audio),
                words(gaps, silences, job.request()),
                download.soundUnknown());
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
        Optional<Path> earlier = earlier(footage, target);
        Optional<Sidecar> better =
                earlier.filter(Files::isRegularFile).flatMap(Sidecar::of).filter(before -> holdsMore(before, sidecar));
        if (better.isPresent()) {
            return kept(footage, earlier.get(), better.get());
        }
        AtomicFiles.publish(footage.file(), target);
        AtomicFiles.writeAtomically(
                Sidecar.beside(target),
                JobJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(sidecar));
        if (earlier.isPresent() && !earlier.get().equals(target)) {
            Files.deleteIfExists(earlier.get());
            Files.deleteIfExists(Sidecar.beside(earlier.get()));
        }
        return new PublishedFootage(
                footage, target, relative(target), bytes, false, footage.complete(), footage.missingText());
    }

    /** What stays is judged by its own sidecar, not by what came now. */
    private PublishedFootage kept(Footage footage, Path film, Sidecar sidecar) throws IOException {
        FootageRequest request = footage.job().request();
        return new PublishedFootage(
                footage,
                film,
                relative(film),
                Files.size(film),
                true,
                sidecar.complete(),
                words(sidecar.gaps(request.start()), sidecar.silences(request.start()), request));
    }

    private String relative(Path file) {
        return folder.root().relativize(file).toString();
    }

    /**
     * The file of an earlier attempt. A job that knows of none may have been taken over by another worker, which has published
     * meanwhile, with sound or without.
     */
    private Optional<Path> earlier(Footage footage, Path target) {
        String known = footage.job().result();
        Path otherSound = target.resolveSibling(fileName(footage.job().request(), !footage.audio(), folder.zone()));
        return known.isEmpty()
                ? Stream.of(target, otherSound).filter(Files::isRegularFile).findFirst()
                : Optional.of(folder.root().resolve(known));
    }

    /** Whether an earlier file of the same range lacks less than a new one. */
    private static boolean holdsMore(Sidecar before, Sidecar now) {
        return before.covers(now.asked().seconds())
                && (before.missingSeconds() < now.missingSeconds()
                        || (before.missingSeconds() == now.missingSeconds()
                                && (before.audio() && !now.audio()
                                        || !before.soundUnknown() && before.silentSeconds() < now.silentSeconds())));
    }

    private static Path result(FootageJob job) {
        return job.folder().resolve("result-" + job.worker() + ".mp4");
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

    /** A window with its account, which is read from disk once for all that is done with it. */
    private record Accounted(FootageWindow window, WindowAccount account) {}

    /** The windows that have an account; of the others nothing is known. */
    private static List<Accounted> accounted(List<FootageWindow> windows) {
        return windows.stream()
                .flatMap(window -> WindowAccount.read(window).map(account -> new Accounted(window, account)).stream())
                .toList();
    }

    private static List<MuxPlan.Window> present(List<Accounted> windows) {
        return windows.stream()
                .filter(known -> !known.account().empty())
                .map(known -> new MuxPlan.Window(
                        known.window().joined(known.account()),
                        known.window().offset().plusMillis(known.account().leadMillis())))
                .toList();
    }

    private static Gaps missing(List<Accounted> windows) {
        Gaps missing = Gaps.NONE;
        for (Accounted known : windows) {
            missing = missing.plus(
                    known.account().missing().shifted(known.window().offset()));
        }
        return missing;
    }

    private static Duration trailing(Gaps gaps, Duration asked) {
        return gaps.list().isEmpty()
                        || gaps.list().get(gaps.list().size() - 1).to().compareTo(asked) < 0
                ? Duration.ZERO
                : gaps.list().get(gaps.list().size() - 1).duration();
    }

    private static List<MediaSource> sources(List<Accounted> video, List<Accounted> audio) {
        return Stream.concat(video.stream(), audio.stream())
                .map(Accounted::account)
                .filter(account -> !account.empty())
                .map(WindowAccount::source)
                .distinct()
                .toList();
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
                footage.soundUnknown(),
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
