package dev.drover.timelapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.DiskFullException;
import dev.drover.files.FileException;
import dev.drover.jobs.StoppedException;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.StorageSettings;
import dev.drover.media.MediaFile;
import dev.drover.media.Mp4Joiner;
import dev.drover.media.Mp4Joiner.Stretch;

/**
 * The videos of the days, made while the pictures come: stretches of some seconds' work are encoded as soon as there are enough
 * pictures for one, and put together without encoding when the day is over, or the capture. So a day's video is there seconds after
 * its last picture. What is encoded stays on disk: a crash costs one stretch.
 *
 * <p>By one thread at a time. It knows days by the names of their pictures, so it does not matter which process takes them.
 */
@Named("dayVideos")
@Singleton
@RegisterForReflection
public class DayVideos {

    /** A folder is listed so often at most … */
    private static final Duration LIST_EVERY = Duration.ofSeconds(10);
    /** … and so many times as rarely as that takes: it may hold years. */
    private static final int LISTING_SHARE = 200;

    /** In pictures. A stretch begins with a key frame, so short ones make larger files; what is left at the end is shorter than one. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 250;
    private static final int UNKNOWN = 24;
    /** In this time the rests of all channels are to be encoded, in seconds. */
    private static final double REST_SECONDS = 4;

    /** After a failure, the day is left alone for so long. */
    private static final Duration PAUSE = Duration.ofMinutes(5);
    /** Pictures that came late, over a slow network, still find the stretches of their day. */
    private static final Duration LATE = Duration.ofHours(1);
    /** No picture for so many rounds, and not for this time, and what there is becomes a video. */
    private static final int QUIET_ROUNDS = 4;

    private static final Duration QUIET = Duration.ofMinutes(5);

    private final TimelapseFolders folders;
    private final TimelapseSettings settings;
    private final VideoStyles styles;
    private final Stitches stitches;
    private final StorageSettings storage;
    private final Stopping stopping;
    private final ZoneId zone;
    private final Clock clock;

    /** Folders of which it was told that they cannot be read. */
    private final Set<Path> told = new HashSet<>();

    private final Map<Path, Listing> listings = new HashMap<>();
    private final Map<ChannelDay, DayStretches> days = new HashMap<>();
    private final Map<ChannelDay, Instant> notBefore = new HashMap<>();
    /** Pictures a second, by channel. */
    private final Map<Path, Double> speeds = new HashMap<>();

    private final Map<ChannelDay, Long> begun = new HashMap<>();
    /** When the capture of an NVR has ended. */
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();
    /** Whether all folders are to be listed anew. */
    private final AtomicBoolean stale = new AtomicBoolean();

    public DayVideos(
            TimelapseFolders folders,
            TimelapseSettings settings,
            VideoStyles styles,
            Stitches stitches,
            StorageSettings storage,
            Stopping stopping,
            DataFolder data,
            Clock clock) {
        this.folders = folders;
        this.settings = settings;
        this.styles = styles;
        this.stitches = stitches;
        this.storage = storage;
        this.stopping = stopping;
        this.zone = data.zone();
        this.clock = clock;
    }

    /** @param nanos when it was made, and how long that took */
    private record Listing(long at, long nanos, LocalDate today, Map<LocalDate, List<FrameName>> days) {}

    /**
     * What of a day is not encoded yet.
     *
     * @param over whether its last picture has come, as far as is known
     */
    private record Pending(ChannelDay day, List<FrameName> frames, FrameChoice.Chosen chosen, boolean over) {}

    /** The capture of an NVR has ended: what it has brought becomes a video now, without waiting for the end of the day. */
    public void end(String nvr) {
        // Without the lock, which is held while gigabytes are joined: rounds of pictures do not wait for that
        ended.put(nvr, clock.instant());
        stale.set(true);
    }

    /** What is to be done next: days that are over come first. */
    public synchronized VideoWork next() {
        if (stopping.begun()) {
            return VideoWork.NONE;
        }
        if (stale.getAndSet(false)) {
            listings.clear();
        }
        Instant now = clock.instant();
        LocalDate today = now.atZone(zone).toLocalDate();
        List<Pending> pending = pending(now, today);
        for (Pending each : pending) {
            if (each.over() && each.frames().isEmpty()) {
                return handOut(each, List.of(), now);
            }
        }
        int channels = Math.max(1, (int)
                pending.stream().map(each -> each.day().folder()).distinct().count());
        return pending.stream()
                .filter(each -> each.over() || each.chosen().frames().size() >= enough(each.day(), channels))
                .max(Comparator.comparing(Pending::over)
                        .thenComparing(each -> each.chosen().frames().size()))
                .map(each -> handOut(each, each.frames(), now))
                .orElse(VideoWork.NONE);
    }

    /** Until it is done, it counts as failed. */
    private VideoWork handOut(Pending pending, List<FrameName> frames, Instant now) {
        notBefore.put(pending.day(), now.plus(PAUSE));
        begun.put(pending.day(), System.nanoTime());
        if (frames.isEmpty()) {
            return new VideoWork(Optional.of(pending.day()), List.of(), 0, Optional.empty());
        }
        List<FrameName> chosen = pending.chosen().frames();
        FrameName last = frames.get(frames.size() - 1);
        long counted = pending.chosen().counted();
        if (chosen.size() > LONGEST) {
            // Up to before the first that is not in it
            FrameName next = chosen.get(LONGEST);
            List<FrameName> head = frames.subList(0, frames.indexOf(next));
            DayStretches day = days.get(pending.day());
            last = head.get(head.size() - 1);
            FrameChoice.Chosen cut = styles.wanted().choice().choose(head, day.counted(), day.last());
            chosen = cut.frames();
            counted = cut.counted();
        }
        return new VideoWork(Optional.of(pending.day()), chosen, counted, Optional.of(last));
    }

    private List<Pending> pending(Instant now, LocalDate today) {
        List<Pending> pending = new ArrayList<>();
        folders.each(told, (nvr, folder) -> {
            Listing listing = listing(nvr, folder, today);
            for (LocalDate each : new TreeSet<>(listing.days().keySet())) {
                ChannelDay day = new ChannelDay(nvr, folder, each);
                if (!notBefore.getOrDefault(day, now).isAfter(now)) {
                    pending(day, listing.days().get(each), today, now).ifPresent(pending::add);
                }
            }
        });
        return pending;
    }

    private Optional<Pending> pending(ChannelDay day, List<FrameName> frames, LocalDate today, Instant now) {
        DayStretches done = days.computeIfAbsent(day, each -> DayStretches.read(stretches(each), styles.wanted()));
        boolean over = day.day().isBefore(today);
        if (over && done.frames() == 0 && (done.wasPublished() || hasVideo(day))) {
            if (day.day().plusDays(1).isBefore(today)) {
                AtomicFiles.deleteTree(stretches(day));
            }
            return Optional.empty();
        }
        if (over
                && done.frames() > 0
                && done.isPublished()
                && now.isAfter(
                        day.day().plusDays(1).atStartOfDay(zone).toInstant().plus(LATE))) {
            done.forget();
            return Optional.empty();
        }
        int from = done.last().map(last -> frames.indexOf(last) + 1).orElse(0);
        if (from == 0 && done.last().isPresent()) {
            // Retention has taken the picture up to which it is encoded
            Instant last = done.last().get().instant(zone);
            from = (int) frames.stream()
                    .filter(each -> !each.instant(zone).isAfter(last))
                    .count();
        }
        List<FrameName> rest = frames.subList(from, frames.size());
        if (rest.isEmpty() && done.isPublished()) {
            if (over && done.frames() == 0 && day.day().plusDays(1).isBefore(today)) {
                // None of its pictures was whole, or chosen
                AtomicFiles.deleteTree(stretches(day));
            }
            return Optional.empty();
        }
        boolean ends = over || isQuiet(day.nvr(), frames, now);
        return Optional.of(
                new Pending(day, rest, styles.wanted().choice().choose(rest, done.counted(), done.last()), ends));
    }

    /** Whether no picture is on its way. */
    private boolean isQuiet(String nvr, List<FrameName> frames, Instant now) {
        if (frames.isEmpty()) {
            return true;
        }
        Instant last = frames.get(frames.size() - 1).instant(zone);
        Duration rounds = settings.interval().multipliedBy(QUIET_ROUNDS);
        Duration quiet = rounds.compareTo(QUIET) > 0 ? rounds : QUIET;
        return last.plus(quiet).isBefore(now)
                || Optional.ofNullable(ended.get(nvr))
                        .filter(end -> !last.isAfter(end))
                        .isPresent();
    }

    private boolean hasVideo(ChannelDay day) {
        return Files.exists(folders.videos(day.nvr())
                .resolve(TimelapseFolders.videos(day.channel(), day.day(), day.day())
                        .get(0)));
    }

    private Path stretches(ChannelDay day) {
        return folders.stretches(day.nvr(), day.channel()).resolve(day.day().toString());
    }

    /** The pictures of yesterday, of today, and of the days of which something is encoded. */
    private Listing listing(String nvr, Path folder, LocalDate today) {
        Listing before = listings.get(folder);
        if (before != null
                && before.today().equals(today)
                && System.nanoTime() - before.at() < Math.max(LIST_EVERY.toNanos(), LISTING_SHARE * before.nanos())) {
            return before;
        }
        long start = System.nanoTime();
        Map<LocalDate, List<FrameName>> found = new HashMap<>();
        begunDays(nvr, folder).forEach(day -> found.put(day, new ArrayList<>()));
        String yesterday = TimelapseFolders.text(today.minusDays(1));
        Set<String> wanted = found.keySet().stream().map(TimelapseFolders::text).collect(Collectors.toSet());
        for (FrameName name : folders.pictures(folder, day -> day.compareTo(yesterday) >= 0 || wanted.contains(day))) {
            found.computeIfAbsent(name.time().toLocalDate(), each -> new ArrayList<>())
                    .add(name);
        }
        Listing listing = new Listing(start, System.nanoTime() - start, today, found);
        listings.put(folder, listing);
        days.keySet().removeIf(day -> day.folder().equals(folder) && !found.containsKey(day.day()));
        return listing;
    }

    /** Days that are long over and have their video leave nothing behind but that they had one, until then. */
    private List<LocalDate> begunDays(String nvr, Path folder) {
        Path begun = folders.stretches(nvr, folder.getFileName().toString());
        List<LocalDate> found = new ArrayList<>();
        if (!Files.isDirectory(begun)) {
            return found;
        }
        try (Stream<Path> entries = Files.list(begun)) {
            for (Path entry : entries.toList()) {
                try {
                    found.add(LocalDate.parse(entry.getFileName().toString()));
                } catch (DateTimeException notOurs) {
                    // Left alone
                }
            }
        } catch (IOException unreadable) {
            throw FileException.of("list what was encoded", begun, unreadable);
        }
        return found;
    }

    /** So many pictures that those that are left at the end, of all channels, are encoded in time. */
    private int enough(ChannelDay day, int channels) {
        Double speed = speeds.get(day.folder());
        return speed == null ? UNKNOWN : (int) Math.max(SHORTEST, Math.min(LONGEST, speed * REST_SECONDS / channels));
    }

    /** A stretch that is to be encoded. */
    public synchronized Stitching begin(VideoWork work) throws IOException {
        DayStretches day = days.get(work.day());
        demandRoom(work.day(), 0);
        AtomicFiles.deleteTree(day.work());
        return stitches.begin(work.day().folder(), styles.wanted(), work.frames(), day.work(), true, day.size());
    }

    /** Keeps a stretch that was encoded. */
    public synchronized VideoWork keep(VideoWork work, Stitching made) {
        DayStretches day = days.get(work.day());
        if (!made.frames().isEmpty()) {
            double seconds = Math.max(1, System.nanoTime() - begun.get(work.day())) / 1e9;
            speeds.put(work.day().folder(), made.frames().size() / seconds);
        }
        day.add(
                new DayStretches.Stretch(
                        work.last().orElseThrow(),
                        work.counted(),
                        made.frames().size(),
                        made.broken().size(),
                        made.size()),
                made);
        stitches.drop(made);
        notBefore.remove(work.day());
        return work;
    }

    /**
     * Puts the stretches of a day together; its videos are replaced by those.
     *
     * @return without files where the stretches do not fit together, as after a change of encoders: then the day is encoded anew
     */
    public synchronized StitchOutcome finish(VideoWork work) throws IOException {
        DayStretches day = days.get(work.day());
        List<String> names = TimelapseFolders.videos(
                work.day().channel(), work.day().day(), work.day().day());
        List<Path> videos = new ArrayList<>();
        demandRoom(work.day(), size(day.files(false)) + size(day.files(true)));
        AtomicFiles.createFolders(day.work());
        for (int i = 0; i < names.size(); i++) {
            List<Path> stretches = day.files(i == 1);
            if (stretches.stream()
                            .map(file -> MediaFile.read(file).shape())
                            .distinct()
                            .count()
                    > 1) {
                day.reset();
                notBefore.remove(work.day());
                return new StitchOutcome(
                        List.of(),
                        0,
                        List.of(),
                        Optional.of("its stretches were encoded in different ways; it is encoded anew"));
            }
            Path joined = day.work().resolve(names.get(i));
            join(stretches, joined);
            videos.add(joined);
        }
        List<Path> files = new ArrayList<>();
        for (Path video : videos) {
            Path place =
                    folders.videos(work.day().nvr()).resolve(video.getFileName().toString());
            AtomicFiles.publish(video, place);
            files.add(place);
        }
        day.publish();
        AtomicFiles.deleteTree(day.work());
        notBefore.remove(work.day());
        return new StitchOutcome(files, day.frames(), List.of(), Optional.empty());
    }

    private void join(List<Path> stretches, Path joined) throws IOException {
        try {
            Mp4Joiner.join(
                    stretches.stream()
                            .map(file -> new Stretch(file, Duration.ZERO, Optional.empty()))
                            .toList(),
                    joined,
                    stopping::begun);
        } catch (CancellationException stopped) {
            throw new StoppedException();
        }
    }

    private static long size(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private void demandRoom(ChannelDay day, long bytes) {
        Path stretches = stretches(day);
        AtomicFiles.createFolders(stretches);
        Optional<DiskFullException> full =
                DiskFullException.below(stretches, storage.reserve().asLongValue() + bytes);
        if (full.isPresent()) {
            throw full.get();
        }
    }
}
