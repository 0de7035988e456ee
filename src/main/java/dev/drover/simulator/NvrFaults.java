package dev.drover.simulator;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** The faults of the NVR in force, and how often each has struck. Not safe for use by several threads. */
final class NvrFaults {

    private static final double USUAL_CHANCE = 3;
    /** Stands for no channel: only faults of every channel concern it. */
    static final int NO_CHANNEL = -1;

    private Map<NvrFaultKind, List<NvrFault>> faults = Map.of();
    private final Map<NvrFault, Integer> used = new HashMap<>();
    private Random random = new Random();

    NvrFaults() {
        set(List.of());
    }

    /** Replaces all faults and forgets how often they struck; chance begins anew, too. */
    void set(List<NvrFault> list) {
        Map<NvrFaultKind, List<NvrFault>> next = new EnumMap<>(NvrFaultKind.class);
        next.putAll(list.stream().collect(Collectors.groupingBy(NvrFault::kind)));
        faults = next;
        used.clear();
        random = new Random(next.getOrDefault(NvrFaultKind.RANDOM, List.of()).stream()
                .findFirst()
                .map(NvrFault::number)
                .orElse(NvrFaultKind.RANDOM.usual()));
    }

    List<NvrFault> all() {
        return faults.values().stream().flatMap(List::stream).toList();
    }

    /** The fault of this kind that concerns this channel, whatever its chance. */
    Optional<NvrFault> on(NvrFaultKind kind, int channel) {
        return faults.getOrDefault(kind, List.of()).stream()
                .filter(fault -> fault.concerns(channel))
                .findFirst();
    }

    Optional<NvrFault> on(NvrFaultKind kind) {
        return on(kind, NO_CHANNEL);
    }

    boolean has(NvrFaultKind kind) {
        return on(kind).isPresent();
    }

    /** The fault of this kind that happens now to a request about this channel; then it is counted. */
    Optional<NvrFault> strikes(NvrFaultKind kind, int channel) {
        return faults.getOrDefault(kind, List.of()).stream()
                .filter(fault -> fault.concerns(channel))
                .filter(fault -> !kind.counted() || used.getOrDefault(fault, 0) < fault.number())
                .filter(this::hasLuck)
                .findFirst()
                .map(fault -> {
                    used.merge(fault, 1, Integer::sum);
                    return fault;
                });
    }

    private boolean hasLuck(NvrFault fault) {
        return fault.percent().isEmpty()
                || random.nextDouble() * 100 < fault.percent().getAsDouble();
    }

    /** With {@code random}: the passing fault that happens to this request, mostly none. */
    Optional<NvrFaultKind> byChance(boolean snap, int channel) {
        List<NvrFaultKind> possible = NvrFaultKind.PASSING.stream()
                .filter(kind -> snap || !kind.ofSnapshots())
                .toList();
        return on(NvrFaultKind.RANDOM, channel)
                .filter(fault -> random.nextDouble() * 100 < fault.percent().orElse(USUAL_CHANCE))
                .map(fault -> possible.get(random.nextInt(possible.size())));
    }
}
