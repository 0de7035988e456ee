package dev.drover.reolink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.FileException;

/**
 * One session for each recorder, for all processes with this data folder. Its token is in a file, so that it is used again after a
 * crash: a session that nobody knows any more would take its place until its lease ends. Whoever calls has the recorder's turn
 * ({@link NvrTurns}), so that no two log in at once.
 *
 * <p>A login that was refused is remembered, over a restart, too: with the same user and password none is tried again by itself.
 */
@Named("nvrSessions")
@Singleton
@RegisterForReflection
public class NvrSessions {

    private static final Logger LOG = Logger.getLogger("nvr");

    /** Of a lease that is shorter than usual, as much as 5 minutes are of an hour. */
    private static final int SHARE_OF_LEASE = 12;

    private static final int ROUNDS = 50_000;

    /** Of one call, with those of on-nvr-hiccup. */
    private static final int TRIES = 3;

    private final Nvrs nvrs;
    private final NvrSettings settings;
    private final Clock clock;
    private final Path folder;
    private final boolean byHand;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    public NvrSessions(
            Nvrs nvrs,
            NvrSettings settings,
            Clock clock,
            DataFolder data,
            @ConfigProperty(name = "nvr-login.by-hand") boolean byHand) {
        this.nvrs = nvrs;
        this.settings = settings;
        this.clock = clock;
        this.folder = folder(data);
        this.byHand = byHand;
    }

    static Path folder(DataFolder data) {
        return data.state().resolve("nvr");
    }

    private static final class State {
        Optional<NvrToken> token = Optional.empty();
        Optional<String> path = Optional.empty();
        /** Whether the file has the token, too; otherwise it could not be written. */
        boolean kept = true;

        Optional<FileChannel> users = Optional.empty();
        Optional<String> refused = Optional.empty();
        Instant lockedUntil = Instant.MIN;
        Instant busyUntil = Instant.MIN;
        Instant loginAfter = Instant.MIN;
        boolean begun;
        /** Whether the last answer could have been that of a recorder that does not know the token. */
        boolean doubted;
        /** So many answers of that kind come too soon after a login to mean that. */
        int fresh;
        /** Calls that were answered so then. */
        final Set<String> innocent = new HashSet<>();
        /** A token that was dropped for that alone: its session may live. */
        Optional<NvrToken> dropped = Optional.empty();
    }

    private State state(String nvr) {
        return states.computeIfAbsent(nvr, name -> new State());
    }

    private Path file(String nvr, String kind) {
        return folder.resolve(Nvr.word(nvr) + "." + kind);
    }

    // ---- what routes ask

    /** Whether there is no token that is good for a while. */
    public boolean isClosed(NvrCall call) {
        State state = state(call.nvr());
        if (state.busyUntil.isAfter(clock.instant())) {
            throw new NvrException.Busy(
                    Nvr.title(call.nvr()) + " is busy, nothing is asked of it until " + state.busyUntil);
        }
        join(call.nvr(), state);
        return token(call.nvr())
                .filter(token -> clock.instant().isBefore(token.renewAt()))
                .isEmpty();
    }

    /** Whether there is a token that ends soon: it is logged out, or there would be two sessions. */
    public boolean isOld(NvrCall call) {
        return token(call.nvr())
                .filter(token -> clock.instant().isBefore(token.endsAt()))
                .isPresent();
    }

    /** What ends the session that there is. Its token is kept until that is answered: until then the session may live. */
    public NvrCall logout(NvrCall call) {
        return new NvrCall.Logout(
                call.nvr(), token(call.nvr()).map(NvrToken::text).orElseThrow());
    }

    /** A logout was answered. What another process has opened since then stays. */
    public void left(NvrCall logout) {
        if (logout instanceof NvrCall.Logout answered
                && token(answered.nvr())
                        .filter(token -> token.text().equals(answered.token()))
                        .isPresent()) {
            forget(answered.nvr());
        }
    }

    /**
     * @throws NvrException.LoginRefused  when this user and password were refused before; nothing is asked then
     * @throws NvrException.LoginsLocked when the recorder has locked logins a moment ago
     */
    public NvrCall login(NvrCall call) {
        Nvr nvr = nvrs.named(call.nvr());
        State state = state(call.nvr());
        forget(call.nvr());
        if (!state.begun) {
            state.begun = true;
            if (!byHand) {
                readMark(nvr, state);
            }
        }
        if (state.refused.isPresent()) {
            throw new NvrException.LoginRefused(state.refused.get());
        }
        if (state.lockedUntil.isAfter(clock.instant())) {
            throw new NvrException.LoginsLocked(
                    Nvr.title(call.nvr()) + " has locked logins, none is tried until " + state.lockedUntil);
        }
        if (state.loginAfter.isAfter(clock.instant())) {
            throw new NvrException.SessionsFull(Nvr.title(call.nvr())
                    + " has not answered the last login, none is tried until " + state.loginAfter);
        }
        return new NvrCall.Login(nvr.name(), nvr.username(), nvr.password());
    }

    /** Keeps what a login gave, and the path by which it came. */
    void keep(NvrCall call, NvrCall.Lease lease, String path) {
        State state = state(call.nvr());
        Duration length = Duration.ofSeconds(Math.max(1, lease.seconds()));
        Duration before = min(settings.renewBefore(), length.dividedBy(SHARE_OF_LEASE));
        Instant now = clock.instant();
        NvrToken token = new NvrToken(lease.token(), now.plus(length).minus(before), now.plus(length));
        state.token = Optional.of(token);
        state.fresh = TRIES;
        state.dropped = Optional.empty();
        state.path = Optional.of(path);
        state.refused = Optional.empty();
        write(nvrs.named(call.nvr()), state, token, path);
        delete(file(call.nvr(), "refused"));
        LOG.infof("Logged in to %s", Nvr.title(call.nvr()));
    }

    /** The token is good no more. */
    public NvrAnswer ended(NvrCall call, NvrAnswer answer) {
        State state = state(call.nvr());
        state.dropped = state.doubted ? token(call.nvr()) : Optional.empty();
        forget(call.nvr());
        return answer;
    }

    /**
     * There is no place for another session. A token that was dropped without the recorder having said that it is good no more is
     * used once more: its session may be what takes the place. It is not logged out, for that would be a stray logout if it is not.
     */
    void full(NvrCall call) {
        State state = state(call.nvr());
        Optional<NvrToken> again = state.dropped.filter(token -> clock.instant().isBefore(token.renewAt()));
        state.dropped = Optional.empty();
        again.ifPresent(token -> {
            state.token = again;
            state.fresh = TRIES;
            write(nvrs.named(call.nvr()), state, token, state.path.orElseThrow());
        });
    }

    /**
     * An answer may mean that the session has ended. Once it may be anything: a login beside a session that lives would find no place.
     * Right after a login it is something else; what a channel answers so then, it goes on answering.
     *
     * @return whether it means that
     */
    boolean doubt(NvrCall call) {
        State state = state(call.nvr());
        if (state.fresh > 0) {
            state.fresh--;
            if (call instanceof NvrCall.OfChannel) {
                state.innocent.add(call.title());
            }
            return false;
        }
        if (state.innocent.contains(call.title())) {
            return false;
        }
        boolean ended = state.doubted;
        state.doubted = true;
        return ended;
    }

    /** An answer shows that it is not that. */
    void trust(NvrCall call) {
        State state = state(call.nvr());
        state.doubted = false;
        state.fresh = 0;
        state.innocent.remove(call.title());
    }

    /** A refused login is not tried again, so that the account is not locked. Other refusals of that kind are just told. */
    public NvrAnswer refused(NvrCall call, NvrAnswer answer) {
        if (call instanceof NvrCall.Login login) {
            state(call.nvr()).refused = Optional.of(answer.why());
            writeMark(login);
        }
        return answer;
    }

    /** No answer came. A login may have opened a session, and the next one would open another: it waits. */
    public void unanswered(NvrCall call) {
        if (call instanceof NvrCall.Login) {
            state(call.nvr()).loginAfter = clock.instant().plus(settings.sessionWait());
        }
    }

    /** No login for a while. */
    public NvrAnswer locked(NvrCall call, NvrAnswer answer) {
        state(call.nvr()).lockedUntil = clock.instant().plus(settings.lockWait());
        return answer;
    }

    /** Nothing at all for a while. */
    public NvrAnswer busy(NvrCall call, NvrAnswer answer) {
        state(call.nvr()).busyUntil = clock.instant().plus(settings.busyWait());
        return answer;
    }

    /** Why there is no way in until somebody does something; empty where there is one, as far as is known. */
    public Optional<String> refusal(String nvr) {
        return state(nvr).refused;
    }

    /**
     * The last thing that this process does with a recorder. The session stays where another process uses it.
     *
     * @return what ends it, where there is one that nobody else uses
     */
    public Optional<NvrCall> leave(String nvr) {
        State state = state(nvr);
        if (state.users.isEmpty()) {
            return Optional.empty();
        }
        try (FileChannel users = state.users.get()) {
            state.users = Optional.empty();
            // Closing it gives back all that this process has of it
        } catch (IOException gone) {
            LOG.debug("The list of users cannot be closed", gone);
        }
        try (FileChannel users = FileChannel.open(file(nvr, "users"), StandardOpenOption.WRITE)) {
            FileLock alone = users.tryLock();
            if (alone == null) {
                LOG.debugf("Another Drover uses the session of %s", Nvr.title(nvr));
                return Optional.empty();
            }
        } catch (IOException | OverlappingFileLockException unknown) {
            LOG.debug("Whether others use the session cannot be told", unknown);
        }
        return token(nvr)
                .filter(token -> clock.instant().isBefore(token.endsAt()))
                .map(token -> logout(new NvrCall.GetChannels(nvr)));
    }

    /** The names of those that this process has used. */
    public List<String> used() {
        return states.entrySet().stream()
                .filter(each -> each.getValue().users.isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    static String checkLogin(String nvr) {
        String key = nvr.isEmpty() ? "NVR_USERNAME and NVR_PASSWORD" : "nvr." + nvr + ".username and .password";
        return "Check " + key
                + ". No other login is tried, so that the account is not locked; once they are right, start"
                + " Drover again, or try them by: drover nvr test";
    }

    // ---- the token and its file

    /** The token that there is; as another process has left it, if one has. */
    Optional<NvrToken> token(String nvr) {
        State state = state(nvr);
        if (!state.kept) {
            return state.token;
        }
        Nvr device = nvrs.named(nvr);
        state.token = Optional.empty();
        try {
            JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(file(nvr, "session")));
            boolean same = json.path("address").asText().equals(device.address().toString())
                    && json.path("username").asText().equals(device.username());
            if (same) {
                state.token = Optional.of(new NvrToken(
                        json.path("token").asText(),
                        Instant.parse(json.path("renewAt").asText()),
                        Instant.parse(json.path("endsAt").asText())));
                state.path = Optional.of(json.path("path").asText());
            }
        } catch (NoSuchFileException none) {
            return state.token;
        } catch (IOException | DateTimeException unreadable) {
            LOG.debugf("%s cannot be read: %s", file(nvr, "session"), unreadable.getClass());
        }
        return state.token;
    }

    /** The path that has led to the session; empty where there has been none. */
    Optional<String> path(String nvr) {
        return state(nvr).path;
    }

    private void write(Nvr nvr, State state, NvrToken token, String path) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("address", nvr.address().toString());
        json.put("path", path);
        json.put("username", nvr.username());
        json.put("token", token.text());
        json.put("renewAt", token.renewAt().toString());
        json.put("endsAt", token.endsAt().toString());
        try {
            AtomicFiles.writeSecret(file(nvr.name(), "session"), Json.MAPPER.writeValueAsBytes(json));
            state.kept = true;
        } catch (IOException | FileException unwritable) {
            state.kept = false;
            LOG.warnf(
                    "The session of %s cannot be kept, and is lost if Drover is killed: %s",
                    Nvr.title(nvr.name()), unwritable.getMessage());
        }
    }

    private void forget(String nvr) {
        State state = state(nvr);
        state.doubted = false;
        state.token = Optional.empty();
        state.kept = true;
        delete(file(nvr, "session"));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.warnf("%s cannot be deleted: %s", file, stays.getMessage());
        }
    }

    /** Tells other processes that this one uses the session, until it ends, however it does. */
    private void join(String nvr, State state) {
        if (state.users.isPresent()) {
            return;
        }
        Path file = file(nvr, "users");
        try {
            AtomicFiles.createFolders(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            state.users = Optional.of(channel);
            channel.tryLock(0, Long.MAX_VALUE, true);
        } catch (IOException | OverlappingFileLockException impossible) {
            LOG.debugf("%s cannot be locked: %s", file, impossible);
        }
    }

    // ---- what is remembered of a login that was refused

    private void writeMark(NvrCall.Login login) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        String mark = HexFormat.of().formatHex(salt) + " " + hash(salt, login.username(), login.password());
        try {
            AtomicFiles.writeSecret(
                    file(login.nvr(), "refused"), mark.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (FileException unwritable) {
            LOG.debug("That a login was refused cannot be kept", unwritable);
        }
    }

    private void readMark(Nvr nvr, State state) {
        try {
            String[] mark =
                    Files.readString(file(nvr.name(), "refused")).strip().split(" ");
            byte[] salt = HexFormat.of().parseHex(mark[0]);
            boolean same = MessageDigest.isEqual(
                    mark[1].getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    hash(salt, nvr.username(), nvr.password()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            if (same) {
                state.refused = Optional.of("Cannot log in, " + Nvr.title(nvr.name())
                        + ": it has refused this user and password before. " + checkLogin(nvr.name()));
            }
        } catch (IOException | RuntimeException none) {
            LOG.debug("No login was refused before");
        }
    }

    /** Slow, so that who finds the file does not find the password. */
    private static String hash(byte[] salt, String username, String password) {
        try {
            PBEKeySpec key = new PBEKeySpec((username + "\n" + password).toCharArray(), salt, ROUNDS, 256);
            return HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(key)
                            .getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has PBKDF2", impossible);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
