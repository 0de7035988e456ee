package dev.drover.simulator;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the simulated cloud and its devices know: alerts, tokens, footage. Not safe for use by several threads; the
 * simulator holds one lock around it.
 */
final class World {

    /** Newest first, as the vendor pages. */
    static final Comparator<SimulatedAlert> NEWEST_FIRST = Comparator.comparingLong(SimulatedAlert::timestampMs)
            .thenComparing(SimulatedAlert::uuid)
            .reversed();

    private static final Duration ALERTS_KEPT = Duration.ofHours(24);

    /** A federated token: until when it is good, and the one device it may be bound to. */
    private record Token(Instant until, Optional<String> device) {}

    /** Footage that is not there, in epoch seconds; both even. */
    private record Gap(String device, long from, long to) {}

    final SimulatorOptions options;
    final Clock clock;
    final Faults faults;
    private final SecureRandom random = new SecureRandom();
    private final TreeSet<SimulatedAlert> alerts = new TreeSet<>(NEWEST_FIRST);
    private final Map<String, SimulatedAlert> byUuid = new HashMap<>();
    private final Deque<SimulatedAlert> raised = new ArrayDeque<>();
    private final Recent<String, Token> tokens = new Recent<>(10_000);
    private final List<Gap> gaps = new ArrayList<>();
    private int turns;

    World(SimulatorOptions options) {
        this.options = options;
        this.clock = options.clock();
        this.faults = new Faults(options.cameras(), options.gateways());
    }

    Instant now() {
        return clock.instant();
    }

    // ---- alerts

    void put(SimulatedAlert alert) {
        SimulatedAlert before = byUuid.put(alert.uuid(), alert);
        if (before != null) {
            alerts.remove(before);
        }
        alerts.add(alert);
    }

    /** The next alert of the rotation: 6–20 s long and just over. */
    SimulatedAlert raiseNext() {
        int turn = turns++;
        SimulatedCamera camera = options.cameras().get(turn % options.cameras().size());
        int seconds = 6 + turn * 5 % 15;
        List<List<String>> triggers = List.of(
                List.of("MOTION_HUMAN"),
                List.of("MOTION_CAR", "MOTION"),
                List.of("FACE_UNIDENTIFIED"),
                List.of("SOUND_LOUD"),
                List.of("TAMPER"));
        List<String> chosen = triggers.get(turn % triggers.size());
        SimulatedAlert alert = SimulatedAlert.of(camera.uuid(), now().minusSeconds(seconds + 1L), seconds)
                .withTriggers(chosen, chosen.get(0) + " at " + camera.name());
        Optional<Fault> growing = faults.on(FaultKind.ALERT_GROWS, camera.uuid());
        if (growing.isPresent()) {
            alert = alert.withGrowth(
                    now().plusSeconds(20), seconds + growing.get().number());
        }
        put(alert);
        raised.add(alert);
        while (raised.peek().timestamp().isBefore(now().minus(ALERTS_KEPT))) {
            SimulatedAlert old = raised.remove();
            if (byUuid.remove(old.uuid(), old)) {
                alerts.remove(old);
            }
        }
        return alert;
    }

    /** Alerts as they look now, newest first. */
    List<SimulatedAlert> alerts(Predicate<SimulatedAlert> wanted, int most) {
        Instant now = now();
        return alerts.stream()
                .filter(alert -> !now.isBefore(alert.visibleFrom()))
                .filter(wanted)
                .limit(most)
                .map(alert -> alert.at(now))
                .toList();
    }

    Optional<SimulatedAlert> alert(String uuid) {
        return Optional.ofNullable(byUuid.get(uuid)).map(alert -> alert.at(now()));
    }

    void clearAlerts() {
        alerts.clear();
        byUuid.clear();
        raised.clear();
    }

    // ---- devices

    Optional<SimulatedCamera> camera(String uuid) {
        return options.cameras().stream()
                .filter(camera -> camera.uuid().equals(uuid))
                .findFirst();
    }

    Optional<SimulatedGateway> gateway(String uuid) {
        return options.gateways().stream()
                .filter(gateway -> gateway.uuid().equals(uuid))
                .findFirst();
    }

    // ---- tokens

    String newToken(int seconds, Optional<String> device) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.put(token, new Token(now().plusSeconds(seconds), device));
        return token;
    }

    /** Whether the token is known, not over, and good for this device. */
    boolean valid(String token, String device) {
        Token known = tokens.get(token);
        return known != null
                && now().isBefore(known.until())
                && known.device().map(device::equals).orElse(true);
    }

    /** Whether the token is good for calls of the cloud API, which one bound to a device is not. */
    boolean validForCloud(String token) {
        Token known = tokens.get(token);
        return known != null && now().isBefore(known.until()) && known.device().isEmpty();
    }

    void revoke(String token) {
        tokens.remove(token);
    }

    // ---- footage

    void addGap(String device, long startSecond, long seconds) {
        gaps.add(new Gap(device, startSecond - Math.floorMod(startSecond, 2L), even(startSecond + seconds)));
    }

    void clearGaps() {
        gaps.clear();
    }

    private static long even(long second) {
        return second + Math.floorMod(second, 2L);
    }

    /** Whether there is footage of the two seconds from this even epoch second on. */
    boolean recorded(String device, long second) {
        if (options.liveEdge() && second + 2 > now().getEpochSecond()) {
            return false;
        }
        Optional<Fault> holes = faults.on(FaultKind.PLACEHOLDER, device);
        if (holes.isPresent()) {
            long inMinute = Math.floorMod(second, 60L);
            if (inMinute >= 30 && inMinute < 30 + even(holes.get().number())) {
                return false;
            }
        }
        for (Gap gap : gaps) {
            if (gap.device().equals(device) && second >= gap.from() && second < gap.to()) {
                return false;
            }
        }
        return true;
    }

    /** The pieces of this range that are recorded and older than {@code before}, as pairs of start and length. */
    List<long[]> recordedWindows(String device, long start, long seconds, long before) {
        List<long[]> windows = new ArrayList<>();
        long end = Math.min(start + seconds, before);
        for (long second = start - Math.floorMod(start, 2L); second < end; second += 2) {
            if (!recorded(device, second)) {
                continue;
            }
            long from = Math.max(second, start);
            long to = Math.min(second + 2, end);
            long[] last = windows.isEmpty() ? null : windows.get(windows.size() - 1);
            if (last != null && last[0] + last[1] == from) {
                last[1] += to - from;
            } else {
                windows.add(new long[] {from, to - from});
            }
        }
        return windows;
    }

    /** The part of a fault's number of a segment it strikes: the one it names, or the middle one. */
    static int struck(Fault fault, int segments) {
        OptionalInt named = fault.segment();
        return named.isPresent() ? named.getAsInt() : segments / 2;
    }
}
