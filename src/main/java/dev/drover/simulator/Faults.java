package dev.drover.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** The faults in force, and how often each has struck. Not safe for use by several threads. */
final class Faults {

    /** Faults that a client can get over by trying again; what {@code random} and {@code all} choose from. */
    private static final List<FaultKind> PASSING = List.of(
            FaultKind.SEGMENT_500,
            FaultKind.SEGMENT_TRUNCATED,
            FaultKind.MANIFEST_404,
            FaultKind.SEGMENT_SLOW,
            FaultKind.SEGMENT_HTML,
            FaultKind.TOKEN_EXPIRES_AFTER,
            FaultKind.SEGMENT_EMPTY,
            FaultKind.MANIFEST_500);

    private final List<SimulatedCamera> cameras;
    private final List<SimulatedGateway> gateways;
    private final Random random = new Random(42);
    private final Recent<String, Integer> used = new Recent<>(20_000);
    private final Recent<String, FaultKind> byRange = new Recent<>(5_000);
    private Map<FaultKind, List<Fault>> faults = Map.of();
    private int ranges;

    Faults(List<SimulatedCamera> cameras, List<SimulatedGateway> gateways) {
        this.cameras = cameras;
        this.gateways = gateways;
    }

    /**
     * Replaces all faults and forgets how often they struck. A camera may be named by id, by name, or by its number
     * counted from 1.
     *
     * @throws IllegalArgumentException when a fault names a camera that does not exist
     */
    void set(List<Fault> list) {
        Map<FaultKind, List<Fault>> next = new EnumMap<>(FaultKind.class);
        next.putAll(list.stream().map(this::resolved).collect(Collectors.groupingBy(Fault::kind)));
        faults = next;
        used.clear();
        byRange.clear();
    }

    private Fault resolved(Fault fault) {
        return fault.camera()
                .map(name -> fault.at(cameras.stream()
                        .filter(camera -> camera.uuid().equals(name)
                                || camera.name().equals(name)
                                || Integer.toString(cameras.indexOf(camera) + 1).equals(name))
                        .map(SimulatedCamera::uuid)
                        .findFirst()
                        .or(() -> gateways.stream()
                                .filter(gateway -> gateway.uuid().equals(name)
                                        || gateway.name().equals(name))
                                .map(SimulatedGateway::uuid)
                                .findFirst())
                        .orElseThrow(() -> new IllegalArgumentException("fault \"" + fault + "\": no camera \"" + name
                                + "\"; there are "
                                + cameras.stream()
                                        .map(camera -> camera.name() + " (" + camera.uuid() + ")")
                                        .collect(Collectors.joining(", "))))))
                .orElse(fault);
    }

    List<Fault> all() {
        return faults.values().stream().flatMap(List::stream).toList();
    }

    /** The fault of this kind that concerns this device, if there is one. */
    Optional<Fault> on(FaultKind kind, String device) {
        return faults.getOrDefault(kind, List.of()).stream()
                .filter(fault -> fault.camera().map(device::equals).orElse(true))
                .findFirst();
    }

    boolean has(FaultKind kind, String device) {
        return on(kind, device).isPresent();
    }

    /** The fault of this kind that concerns everybody, if there is one. */
    Optional<Fault> everywhere(FaultKind kind) {
        return faults.getOrDefault(kind, List.of()).stream()
                .filter(fault -> fault.camera().isEmpty())
                .findFirst();
    }

    /** Whether a fault that happens a number of times to each thing happens now to this one; then it is counted. */
    boolean strikes(Fault fault, String thing) {
        String key = fault + "|" + thing;
        int before = used.getOrDefault(key, 0);
        if (before >= fault.number()) {
            return false;
        }
        used.put(key, before + 1);
        return true;
    }

    /** Whether this fault of everybody happens now. */
    boolean strikes(FaultKind kind) {
        return everywhere(kind).filter(fault -> strikes(fault, "")).isPresent();
    }

    /** Whether something that happens once happens to this thing now. */
    boolean once(FaultKind kind, String thing) {
        return used.putIfAbsent(kind + "|once|" + thing, 1) == null;
    }

    /** With {@code all}: the passing fault that belongs to this range. */
    Optional<FaultKind> ofRange(String range, String device) {
        if (!has(FaultKind.ALL, device)) {
            return Optional.empty();
        }
        return Optional.of(byRange.computeIfAbsent(range, key -> PASSING.get(ranges++ % PASSING.size())));
    }

    /** With {@code random}: the passing fault that happens to this request, mostly none. */
    Optional<FaultKind> byChance(String device) {
        return on(FaultKind.RANDOM, device)
                .filter(fault -> random.nextInt(100) < fault.number())
                .map(fault -> PASSING.get(random.nextInt(PASSING.size())));
    }
}
