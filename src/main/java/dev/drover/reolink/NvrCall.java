package dev.drover.reolink;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One command of Reolink's HTTP API: what it asks, how its answer reads. Facts: "Camera HTTP API User Guide", version 7.
 *
 * <p>Fields of answers may be missing, numbers may be texts, and unknown fields appear without notice.
 */
@RegisterForReflection
public sealed interface NvrCall {

    /** Which recorder; empty for the one without a name. */
    String nvr();

    /** {@code cmd} of the API. */
    String command();

    /** What it is for, as in "cannot …". */
    String purpose();

    /** Its parameters. */
    default Map<String, Object> parameters() {
        return Map.of();
    }

    /** What the {@code value} of the answer means, as one typed record or a list of them. */
    Object read(JsonNode value);

    /** The channel it is about, if it is about one. */
    default OptionalInt channel() {
        return OptionalInt.empty();
    }

    /** Whether a picture is wanted, and no JSON. */
    default boolean wantsPicture() {
        return false;
    }

    /** Whether it is asked once, though its answer is lost. */
    default boolean isOnce() {
        return false;
    }

    /** How the recorder is called in names of routes. */
    default String nvrWord() {
        return Nvr.word(nvr());
    }

    /** POST, but for what gives files. */
    default String method() {
        return wantsPicture() ? "GET" : "POST";
    }

    /** For messages; nothing in it is secret. */
    default String title() {
        return command() + (channel().isPresent() ? " of channel " + channel().getAsInt() : "") + " from "
                + Nvr.title(nvr());
    }

    /** A command about one channel. */
    sealed interface OfChannel extends NvrCall {

        int id();

        @Override
        default Map<String, Object> parameters() {
            return Map.of("channel", id());
        }

        @Override
        default OptionalInt channel() {
            return OptionalInt.of(id());
        }
    }

    /** Opens a session; answers a {@link Lease}. */
    @RegisterForReflection
    record Login(String nvr, String username, String password) implements NvrCall {

        @Override
        public String command() {
            return "Login";
        }

        /** It may have opened a session. */
        @Override
        public boolean isOnce() {
            return true;
        }

        @Override
        public String purpose() {
            return "log in";
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("User", Map.of("Version", "0", "userName", username, "password", password));
        }

        @Override
        public Lease read(JsonNode value) {
            JsonNode token = value.path("Token");
            String name = Json.text(token, "name")
                    .orElseThrow(() -> new NvrException.Passing("it gave no token to the login"));
            return new Lease(name, Json.number(token, "leaseTime").orElse(3600));
        }

        @Override
        public String toString() {
            return "Login[" + title() + "]";
        }
    }

    /** What a login gave. */
    @RegisterForReflection
    record Lease(String token, long seconds) {

        @Override
        public String toString() {
            return "Lease[" + seconds + " s]";
        }
    }

    /** Ends a session; whatever comes back. */
    @RegisterForReflection
    record Logout(String nvr, String token) implements NvrCall {

        @Override
        public String command() {
            return "Logout";
        }

        @Override
        public String purpose() {
            return "log out";
        }

        @Override
        public Boolean read(JsonNode value) {
            return true;
        }

        @Override
        public String toString() {
            return "Logout[" + title() + "]";
        }
    }

    /** All channels; answers a list of {@link NvrChannel}, in order. */
    @RegisterForReflection
    record GetChannels(String nvr) implements NvrCall {

        @Override
        public String command() {
            return "GetChannelstatus";
        }

        @Override
        public String purpose() {
            return "list its channels";
        }

        @Override
        public List<NvrChannel> read(JsonNode value) {
            if (!value.path("status").isArray()) {
                throw new NvrException.Passing("it answered without a list of channels");
            }
            return Json.elements(value.path("status"))
                    .filter(channel -> Json.number(channel, "channel").isPresent())
                    .map(channel -> new NvrChannel(
                            (int) Json.number(channel, "channel").getAsLong(),
                            Json.text(channel, "name")
                                    .filter(name -> !name.matches("\\d*"))
                                    .orElse(""),
                            Json.number(channel, "online").orElse(0) == 1))
                    .filter(channel -> channel.id() >= 0 && channel.id() < 1000)
                    .sorted(Comparator.comparingInt(NvrChannel::id))
                    .toList();
        }
    }

    /** The name that a channel shows in its picture; answers a text, empty for none. */
    @RegisterForReflection
    record GetName(String nvr, int id) implements OfChannel {

        @Override
        public String command() {
            return "GetOsd";
        }

        @Override
        public String purpose() {
            return "read the name of channel " + id;
        }

        @Override
        public String read(JsonNode value) {
            return Json.text(value.path("Osd").path("osdChannel"), "name").orElse("");
        }
    }

    /** Size and rate of a channel; answers {@link NvrStream}. */
    @RegisterForReflection
    record GetStream(String nvr, int id) implements OfChannel {

        @Override
        public String command() {
            return "GetEnc";
        }

        @Override
        public String purpose() {
            return "read the size of channel " + id;
        }

        @Override
        public NvrStream read(JsonNode value) {
            JsonNode stream = value.path("Enc").path("mainStream");
            return new NvrStream(
                    Json.text(stream, "size").orElse("?"),
                    Json.text(stream, "frameRate").orElse("?"));
        }
    }

    /**
     * A picture; answers a {@link Snapshot}.
     *
     * @param patient whether one that does not come is asked for again at once
     */
    @RegisterForReflection
    record Snap(String nvr, int id, boolean patient) implements OfChannel {

        @Override
        public String command() {
            return "Snap";
        }

        @Override
        public String purpose() {
            return "take a picture of channel " + id;
        }

        @Override
        public boolean wantsPicture() {
            return true;
        }

        @Override
        public boolean isOnce() {
            return !patient;
        }

        @Override
        public Object read(JsonNode value) {
            throw new NvrException.Passing("it answered without a picture");
        }
    }
}
