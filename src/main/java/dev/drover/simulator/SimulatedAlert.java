package dev.drover.simulator;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A policy alert as the simulated cloud knows it.
 *
 * @param uuid alert id
 * @param timestamp when it began; the API shows milliseconds
 * @param durationSec length in seconds; empty for the null that the vendor sends now and then
 * @param deviceUuid the camera that saw it; empty for an alert of a door
 * @param clipDevices cameras that have a clip of it, in {@code clipLocationMap}
 * @param triggers the vendor's activity names, may be empty
 * @param description a sentence for people
 * @param door whether it is an {@code ACCESS_CONTROLLED_DOOR_POLICY_ALERT}
 * @param visibleFrom from when on the API shows it: later than the alert for a late one
 * @param finalized false while length and clips may still change
 * @param later what it becomes, for an alert that grows
 */
public record SimulatedAlert(
        String uuid,
        Instant timestamp,
        OptionalInt durationSec,
        Optional<String> deviceUuid,
        List<String> clipDevices,
        List<String> triggers,
        String description,
        boolean door,
        Instant visibleFrom,
        boolean finalized,
        Optional<Growth> later) {

    /**
     * @param from from when on the alert has its final length
     * @param durationSec that length, in seconds
     */
    public record Growth(Instant from, int durationSec) {}

    public SimulatedAlert {
        clipDevices = List.copyOf(clipDevices);
        triggers = List.copyOf(triggers);
    }

    /** A finalized alert of one camera with a new id. */
    public static SimulatedAlert of(String cameraUuid, Instant timestamp, int durationSec) {
        return new SimulatedAlert(
                newUuid(),
                timestamp,
                OptionalInt.of(durationSec),
                Optional.of(cameraUuid),
                List.of(cameraUuid),
                List.of("MOTION_HUMAN"),
                "Person seen",
                false,
                Instant.EPOCH,
                true,
                Optional.empty());
    }

    /** An alert of a door, which names no device but the cameras that have a clip of it. */
    public static SimulatedAlert ofDoor(Instant timestamp, List<String> cameraUuids) {
        return new SimulatedAlert(
                newUuid(),
                timestamp,
                OptionalInt.empty(),
                Optional.empty(),
                cameraUuids,
                List.of("AC_DPI_DOOR_FORCED_OPEN"),
                "Door forced open",
                true,
                Instant.EPOCH,
                true,
                Optional.empty());
    }

    public SimulatedAlert withUuid(String value) {
        return changed(draft -> draft.uuid = value);
    }

    public SimulatedAlert withDurationSec(OptionalInt value) {
        return changed(draft -> draft.durationSec = value);
    }

    /** The cameras that have a clip of it; the first is not necessarily the one that saw it. */
    public SimulatedAlert withClipDevices(List<String> value) {
        return changed(draft -> draft.clipDevices = value);
    }

    public SimulatedAlert withTriggers(List<String> value, String sentence) {
        return changed(draft -> {
            draft.triggers = value;
            draft.description = sentence;
        });
    }

    /** Shown by the API only from this instant on. */
    public SimulatedAlert withVisibleFrom(Instant value) {
        return changed(draft -> draft.visibleFrom = value);
    }

    public SimulatedAlert withFinalized(boolean value) {
        return changed(draft -> draft.finalized = value);
    }

    /** Not finalized until {@code from}, and then of this length. */
    public SimulatedAlert withGrowth(Instant from, int seconds) {
        return changed(draft -> {
            draft.finalized = false;
            draft.later = Optional.of(new Growth(from, seconds));
        });
    }

    /** How the alert looks at this instant. */
    SimulatedAlert at(Instant now) {
        return later.filter(growth -> !now.isBefore(growth.from()))
                .map(growth ->
                        withDurationSec(OptionalInt.of(growth.durationSec())).withFinalized(true))
                .orElse(this);
    }

    long timestampMs() {
        return timestamp.toEpochMilli();
    }

    boolean concerns(String device) {
        return deviceUuid.map(device::equals).orElse(false) || clipDevices.contains(device);
    }

    /** A new id in the vendor's form: 16 random bytes as 22 characters of URL-safe base64. */
    public static String newUuid() {
        return encode(UUID.randomUUID());
    }

    static String encode(UUID uuid) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private SimulatedAlert changed(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.made();
    }

    /** A copy that can still be changed. */
    private final class Draft {
        private String uuid = SimulatedAlert.this.uuid;
        private OptionalInt durationSec = SimulatedAlert.this.durationSec;
        private List<String> clipDevices = SimulatedAlert.this.clipDevices;
        private List<String> triggers = SimulatedAlert.this.triggers;
        private String description = SimulatedAlert.this.description;
        private Instant visibleFrom = SimulatedAlert.this.visibleFrom;
        private boolean finalized = SimulatedAlert.this.finalized;
        private Optional<Growth> later = SimulatedAlert.this.later;

        SimulatedAlert made() {
            return new SimulatedAlert(
                    uuid,
                    timestamp,
                    durationSec,
                    deviceUuid,
                    clipDevices,
                    triggers,
                    description,
                    door,
                    visibleFrom,
                    finalized,
                    later);
        }
    }
}
