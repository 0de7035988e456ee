package dev.drover.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What the simulated NVR knows: sessions, channels, its own time. Not safe for use by several threads; the simulator holds one
 * lock around it.
 */
final class NvrDevice {

    /** A session; a token that was poisoned has none. */
    static final class Session {
        final String token;
        final int id;
        final String ip;
        final long ends;
        int requests;
        boolean snapped;

        private Session(String token, int id, String ip, long ends) {
            this.token = token;
            this.id = id;
            this.ip = ip;
            this.ends = ends;
        }
    }

    final NvrOptions options;
    final NvrFaults faults = new NvrFaults();
    final NvrWatch watch;
    private final RandomGenerator random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final SortedMap<Integer, NvrChannel> channels = new TreeMap<>();
    private final int[] pictures = new int[NvrChannel.MOST];
    private final long[] availableMs = new long[NvrChannel.MOST];
    private final long startMs;
    private long accountedMs;
    private int issued;
    private int wrong;
    private long lockedUntil;
    private boolean poisonNext;
    private int reboots;

    NvrDevice(NvrOptions options, NvrWatch watch) {
        this.options = options;
        this.watch = watch;
        options.channels().forEach(channel -> channels.put(channel.number(), channel));
        startMs = options.clock().millis();
        accountedMs = startMs;
    }

    // ---- time

    /** The device's time, milliseconds since 1970. */
    long now() {
        return startMs + Math.round((options.clock().millis() - startMs) * options.speed());
    }

    /** What its clock shows. */
    LocalDateTime localTime() {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(now()), options.zone());
    }

    /** So long takes in reality what takes the device so long. */
    long realMs(long deviceMs) {
        return Math.round(deviceMs / options.speed());
    }

    // ---- channels

    Collection<NvrChannel> channels() {
        account();
        return channels.values().stream()
                .filter(channel -> isThere(channel.number(), now()))
                .map(channel -> channel.online(isOnline(channel.number(), now())))
                .toList();
    }

    Optional<NvrChannel> channel(int number) {
        return channels().stream().filter(channel -> channel.number() == number).findFirst();
    }

    void put(NvrChannel channel) {
        account();
        channels.put(channel.number(), channel);
    }

    private boolean isThere(int number, long time) {
        Optional<NvrFault> later = faults.on(NvrFaultKind.APPEARS_AFTER, number);
        return channels.containsKey(number)
                && (later.isEmpty() || time - startMs >= later.get().number() * 1000L);
    }

    private boolean isOnline(int number, long time) {
        Optional<NvrFault> flapping = faults.on(NvrFaultKind.FLAPPING, number);
        return channels.get(number).online()
                && faults.on(NvrFaultKind.OFFLINE, number).isEmpty()
                && (flapping.isEmpty() || (time - startMs) / (flapping.get().number() * 1000L) % 2 == 0);
    }

    private boolean isAvailable(int number, long time) {
        boolean reachable = !isRefusing() && !(faults.has(NvrFaultKind.HTTPS_ONLY) && !encrypted());
        return reachable
                && isThere(number, time)
                && isOnline(number, time)
                && faults.on(NvrFaultKind.SNAP_NEVER, number).isEmpty()
                && faults.on(NvrFaultKind.DEAD_CHANNEL, number).isEmpty();
    }

    boolean encrypted() {
        return options.selfSigned() || options.tls().isPresent();
    }

    /** Adds up for how long each channel could have been asked; before anything changes. */
    void account() {
        long now = now();
        while (accountedMs < now) {
            long next = Math.min(now, nextChange());
            for (int number : channels.keySet()) {
                if (isAvailable(number, accountedMs)) {
                    availableMs[number] += next - accountedMs;
                }
            }
            accountedMs = next;
        }
    }

    /** When next a channel comes or goes by itself. */
    private long nextChange() {
        long next = Long.MAX_VALUE;
        for (NvrFault fault : faults.all()) {
            long each = fault.number() * 1000L;
            long since = accountedMs - startMs;
            if (fault.kind() == NvrFaultKind.FLAPPING) {
                next = Math.min(next, startMs + (since / each + 1) * each);
            } else if (fault.kind() == NvrFaultKind.APPEARS_AFTER && since < each) {
                next = Math.min(next, startMs + each);
            }
        }
        return next;
    }

    /** For how long, in the device's time, a snapshot of the channel could be had. */
    long availableMs(int channel) {
        account();
        return availableMs[channel];
    }

    /** The numbers of all channels that there were or are to be. */
    List<Integer> numbers() {
        return List.copyOf(channels.keySet());
    }

    void clearEvidence() {
        account();
        Arrays.fill(availableMs, 0);
        watch.clear(sessions().size());
    }

    /** The mark of the channel's next picture. */
    NvrMark nextPicture(int channel) {
        return new NvrMark(channel, pictures[channel]++ % NvrMark.NUMBERS);
    }

    void setFaults(List<NvrFault> list) {
        account();
        faults.set(list);
    }

    // ---- reboots

    /** All sessions end, and nobody is let in until {@link #rebooted()}. */
    void reboot() {
        account();
        sessions.clear();
        reboots++;
        watch.rebooted();
    }

    void rebooted() {
        account();
        reboots--;
    }

    /** Whether connections are to be refused. */
    boolean isRefusing() {
        return reboots > 0 || faults.has(NvrFaultKind.REFUSED);
    }

    // ---- sessions

    Collection<Session> sessions() {
        long now = now();
        sessions.values().removeIf(session -> session.ends <= now);
        return sessions.values();
    }

    Optional<Session> session(String token) {
        return sessions().stream()
                .filter(session -> session.token.equals(token))
                .findFirst();
    }

    /** @return whether there was one */
    boolean end(String token) {
        sessions();
        return sessions.remove(token) != null;
    }

    void endAll() {
        sessions.clear();
    }

    boolean disconnect(int id) {
        return sessions().removeIf(session -> session.id == id);
    }

    /** What came without a valid token disturbs the session after it. */
    void stray() {
        poisonNext = options.poison();
    }

    /** @throws NvrRefusal when the login is locked, or this is not the right password */
    void check(String user, String password) {
        if (now() < lockedUntil) {
            throw new NvrRefusal(-506);
        }
        Optional<NvrFault> changed = faults.on(NvrFaultKind.WRONG_PASSWORD);
        if (changed.isPresent()
                || !options.user().equals(user)
                || !options.password().equals(password)) {
            watch.wrongPassword();
            if (++wrong >= options.tries()) {
                wrong = 0;
                lockedUntil = now() + options.lockTime().toMillis();
            }
            throw new NvrRefusal(changed.isPresent() ? -changed.get().number() : -7);
        }
        wrong = 0;
    }

    boolean isFull() {
        return sessions().size() >= options.slots();
    }

    /** A new token; whether it is worth anything shows when it is used. */
    String open(String ip) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes).substring(1);
        if (poisonNext) {
            poisonNext = false;
            watch.poisoned();
            return token;
        }
        Duration lease = options.lease();
        sessions.put(token, new Session(token, ++issued, ip, now() + lease.toMillis()));
        watch.granted(sessions.size());
        return token;
    }
}
