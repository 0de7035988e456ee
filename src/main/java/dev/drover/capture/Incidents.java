package dev.drover.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.capture.IncidentTracker.Sign;
import dev.drover.capture.IncidentTracker.Stretch;
import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;

/**
 * What is wrong with which device. What is to be written down is handed out again and again until it has been: a database that is
 * full, or gone for a while, loses no incident.
 */
@Named("incidents")
@Singleton
@RegisterForReflection
public class Incidents {

    /** What lasts is counted in the database so often. */
    private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

    static final String FILE = "incidents.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CaptureSettings settings;
    private final CaptureFolders folders;
    private final CaptureHistory history;
    private final ZoneId zone;
    private final Clock clock;
    private final Map<String, Device> devices = new ConcurrentHashMap<>();

    public Incidents(
            CaptureSettings settings, CaptureFolders folders, CaptureHistory history, DataFolder data, Clock clock) {
        this.settings = settings;
        this.folders = folders;
        this.history = history;
        this.zone = data.zone();
        this.clock = clock;
    }

    /** One device; its lock is held by whoever looks or changes. */
    private static final class Device {
        private final Map<IncidentType, IncidentTracker> trackers = new EnumMap<>(IncidentType.class);
        private final Map<IncidentType, String> ids = new EnumMap<>(IncidentType.class);
        private final Map<IncidentType, Instant> counted = new EnumMap<>(IncidentType.class);
        private final Deque<IncidentChange> unwritten = new ArrayDeque<>();
        private boolean recalled;
        private Instant analyzed = Instant.EPOCH;
    }

    private Device device(String directory) {
        return devices.computeIfAbsent(directory, name -> {
            Device device = new Device();
            for (IncidentType type : IncidentType.values()) {
                device.trackers.put(
                        type,
                        new IncidentTracker(
                                type.isSeen() ? settings.raiseAfter() : Duration.ZERO, settings.clearAfter()));
            }
            return device;
        });
    }

    /** Which incidents to look up: the last of each type. */
    @RegisterForReflection
    public record Recall(String host, String device, String directory) {}

    /** Whether the database has not been asked yet what was wrong with a device. */
    public boolean isForgotten(String directory) {
        Device device = device(directory);
        synchronized (device) {
            return !device.recalled;
        }
    }

    /** What to ask it. */
    public Recall recall(String directory) {
        return new Recall(settings.hostName(), CaptureFolders.device(directory), directory);
    }

    /** What it has answered: from there on it goes on, with the pictures that were seen just before the stop. */
    public void remember(String directory, List<Map<String, Object>> rows) {
        Device device = device(directory);
        synchronized (device) {
            if (device.recalled) {
                return;
            }
            for (Map<String, Object> row : rows) {
                Incident incident = Incident.of(row);
                IncidentTracker tracker = device.trackers.get(incident.type());
                if (incident.isActive()) {
                    device.ids.put(incident.type(), incident.id());
                    tracker.goOn(new Stretch(
                            incident.start(),
                            incident.count(),
                            incident.updated(),
                            Optional.empty(),
                            incident.metadata()));
                } else {
                    tracker.settled(incident.end().orElseThrow());
                }
            }
            history.lately(directory).forEach(past -> observe(directory, device, past.time(), past.signs()));
            device.recalled = true;
            mirror(directory, device);
        }
    }

    /** A device is no longer watched. */
    public void forget(String directory) {
        devices.remove(directory);
    }

    /** A picture was looked at. */
    public Verdict see(Verdict verdict) {
        String directory = verdict.frame().directory();
        Device device = device(directory);
        synchronized (device) {
            observe(directory, device, verdict.frame().time(), CaptureHistory.Signs.of(verdict, zone));
        }
        return verdict;
    }

    /** FFmpeg has ended, or was ended. */
    public DeviceEnd fail(DeviceEnd end) {
        Device device = device(end.directory());
        synchronized (device) {
            observe(
                    end.directory(),
                    device,
                    end.stalled() ? IncidentType.CAPTURE_STALLED : IncidentType.CAPTURE_FAILED,
                    end.time(),
                    end.time(),
                    Sign.WRONG,
                    () -> json(Map.of("reason", end.words(), "device", end.title())));
        }
        return end;
    }

    /** What is to be written down of a device, oldest first. */
    public List<IncidentChange> due(String directory) {
        Device device = device(directory);
        synchronized (device) {
            return List.copyOf(device.unwritten);
        }
    }

    private void observe(String directory, Device device, Instant time, CaptureHistory.Signs signs) {
        device.analyzed = time;
        for (IncidentType type : IncidentType.values()) {
            observe(directory, device, type, time, signs.begin(type), signs.of(type), signs.evidence());
        }
    }

    private void observe(
            String directory,
            Device device,
            IncidentType type,
            Instant time,
            Instant begin,
            Sign sign,
            Supplier<String> evidence) {
        IncidentTracker tracker = device.trackers.get(type);
        boolean open = tracker.isOpen();
        Optional<Stretch> change = tracker.observe(time, begin, sign, evidence);
        if (change.isPresent()) {
            if (!open) {
                device.ids.put(type, UUID.randomUUID().toString());
            }
            device.counted.put(type, time);
            device.unwritten.add(new IncidentChange(
                    incident(directory, device, type, change.get()),
                    open ? IncidentChange.Kind.RESOLVED : IncidentChange.Kind.RAISED));
        } else if (tracker.isOpen()
                && sign == Sign.WRONG
                && Duration.between(device.counted.getOrDefault(type, Instant.EPOCH), time)
                                .compareTo(COUNT_EVERY)
                        >= 0) {
            device.counted.put(type, time);
            device.unwritten.removeIf(each -> each.kind() == IncidentChange.Kind.COUNTED
                    && each.incident().type() == type);
            device.unwritten.add(new IncidentChange(
                    incident(directory, device, type, tracker.open().orElseThrow()), IncidentChange.Kind.COUNTED));
        }
    }

    private Incident incident(String directory, Device device, IncidentType type, Stretch stretch) {
        return new Incident(
                device.ids.get(type),
                settings.hostName(),
                CaptureFolders.device(directory),
                directory,
                type,
                stretch.count(),
                stretch.start(),
                stretch.end(),
                stretch.updated(),
                stretch.evidence());
    }

    /** It is in the database. */
    public IncidentChange written(IncidentChange change) {
        Device device = device(change.incident().directory());
        synchronized (device) {
            device.unwritten.remove(change);
            mirror(change.incident().directory(), device);
        }
        return change;
    }

    /** The state of a device as a file, for programs that read that. */
    private void mirror(String directory, Device device) {
        Path folder = folders.directory(directory);
        if (!Files.isDirectory(folder)) {
            return;
        }
        Map<String, Object> active = new LinkedHashMap<>();
        device.trackers.forEach((type, tracker) -> tracker.open().ifPresent(stretch -> {
            Map<String, Object> incident = new LinkedHashMap<>();
            incident.put("alert_id", device.ids.get(type));
            incident.put("start_time", stretch.start().toString());
            incident.put("consecutive_count", stretch.count());
            incident.put("last_updated", stretch.updated().toString());
            active.put(type.toString(), incident);
        }));
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("active_incidents", active);
        state.put(
                "last_analysis",
                device.analyzed.equals(Instant.EPOCH) ? clock.instant().toString() : device.analyzed.toString());
        AtomicFiles.writeAtomically(
                folder.resolve(FILE), json(state).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
