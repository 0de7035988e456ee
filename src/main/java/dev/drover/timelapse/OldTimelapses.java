package dev.drover.timelapse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.FileException;
import dev.drover.jobs.Stopping;

/**
 * Removes pictures and videos that have been kept long enough, or that are the oldest where there are too many. Only what is named as
 * ours is removed, by the date in its name; pictures of today and of yesterday stay, and those of days whose video is begun.
 */
@Named("oldTimelapses")
@Singleton
@RegisterForReflection
public class OldTimelapses {

    private static final Pattern VIDEO =
            Pattern.compile("timelapse_.+?(?:_\\d{4}-\\d\\d-\\d\\d)?_(\\d{4}-\\d\\d-\\d\\d)\\.mp4");
    /** Nobody works at a video for so long without writing to it, in milliseconds. */
    private static final long ABANDONED = 24 * 3_600_000L;

    private final Set<Path> told = new HashSet<>();
    private final TimelapseFolders folders;
    private final TimelapseSettings settings;
    private final Stopping stopping;
    private final ZoneId zone;
    private final Clock clock;

    public OldTimelapses(
            TimelapseFolders folders, TimelapseSettings settings, Stopping stopping, DataFolder data, Clock clock) {
        this.folders = folders;
        this.settings = settings;
        this.stopping = stopping;
        this.zone = data.zone();
        this.clock = clock;
    }

    /**
     * What was removed.
     *
     * @param bytes that they had
     */
    @RegisterForReflection
    public record Removed(int frames, int videos, long bytes) {

        public boolean isSome() {
            return frames + videos > 0;
        }

        /** As a person reads it. */
        public String words() {
            return String.format(
                    Locale.ROOT, "%s and %s, %.1f MB", count(frames, "picture"), count(videos, "video"), bytes / 1e6);
        }

        private static String count(int number, String what) {
            return number + " " + what + (number == 1 ? "" : "s");
        }
    }

    /**
     * A file of ours.
     *
     * @param time by which files are older or younger
     * @param bytes its size, where room is limited; else 0, for asking for it takes long
     * @param needed whether it stays in any case
     */
    private record Dated(Path file, LocalDate day, long time, long bytes, boolean needed) {}

    /** Removes what is to go, and what is left of videos whose maker has ended without a word. */
    public Removed remove() {
        removeAbandoned();
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        List<Dated> frames =
                settings.framesRetentionDays() > 0 || settings.framesRoom().isPresent()
                        ? old(frames(today), settings.framesRetentionDays(), settings.framesRoom(), today)
                        : List.of();
        List<Dated> videos =
                settings.videosRetentionDays() > 0 || settings.videosRoom().isPresent()
                        ? old(videos(), settings.videosRetentionDays(), settings.videosRoom(), today)
                        : List.of();
        long bytes = size(frames) + size(videos);
        return new Removed(remove(frames), remove(videos), bytes);
    }

    private int remove(List<Dated> old) {
        int removed = 0;
        for (Dated each : old) {
            if (stopping.begun()) {
                return removed;
            }
            AtomicFiles.deleteTree(each.file());
            removed++;
        }
        return removed;
    }

    private static long size(List<Dated> files) {
        return files.stream().mapToLong(each -> each.file().toFile().length()).sum();
    }

    private static long bytes(List<Dated> files) {
        return files.stream().mapToLong(Dated::bytes).sum();
    }

    /** Those of days that are too long ago; of the others, the oldest that are too many. */
    private static List<Dated> old(List<Dated> files, int days, Optional<MemorySize> room, LocalDate today) {
        List<Dated> oldestFirst =
                files.stream().sorted(Comparator.comparingLong(Dated::time)).toList();
        List<Dated> old = new ArrayList<>();
        long left = bytes(files);
        for (Dated each : oldestFirst) {
            boolean late = days > 0 && each.day().isBefore(today.minusDays(days));
            boolean tooMany = room.isPresent() && left > room.get().asLongValue();
            if (!each.needed() && (late || tooMany)) {
                old.add(each);
                left -= each.bytes();
            }
        }
        return old;
    }

    private List<Dated> frames(LocalDate today) {
        List<Dated> found = new ArrayList<>();
        LocalDate yesterday = today.minusDays(1);
        boolean room = settings.framesRoom().isPresent();
        // Where only age counts, younger ones are of no interest
        String first = TimelapseFolders.text(today.minusDays(settings.framesRetentionDays()));
        folders.each(told, (nvr, folder) -> {
            Set<String> begun = list(folders.stretches(nvr, folder.getFileName().toString())).stream()
                    .map(day -> day.getFileName().toString())
                    .collect(Collectors.toSet());
            for (FrameName name : folders.pictures(folder, day -> room || day.compareTo(first) < 0)) {
                LocalDate day = name.time().toLocalDate();
                Path file = folder.resolve(name.toString());
                found.add(new Dated(
                        file,
                        day,
                        name.instant(zone).toEpochMilli(),
                        room ? file.toFile().length() : 0,
                        !day.isBefore(yesterday) || begun.contains(day.toString())));
            }
        });
        return found;
    }

    private List<Dated> videos() {
        List<Dated> found = new ArrayList<>();
        for (String nvr : folders.nvrs()) {
            for (Path file : list(folders.videos(nvr))) {
                Matcher name = VIDEO.matcher(file.getFileName().toString());
                if (name.matches() && Files.isRegularFile(file)) {
                    day(name.group(1))
                            .ifPresent(day -> found.add(new Dated(
                                    file, day, day.toEpochDay(), file.toFile().length(), false)));
                }
            }
        }
        return found;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private void removeAbandoned() {
        long now = clock.millis();
        for (Path work : list(folders.once())) {
            boolean used = Stream.concat(Stream.of(work), list(work).stream())
                    .anyMatch(file -> now - file.toFile().lastModified() < ABANDONED);
            if (!used) {
                AtomicFiles.deleteTree(work);
            }
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new FileException(folder + " cannot be listed: " + unreadable.getMessage(), unreadable);
        }
    }
}
