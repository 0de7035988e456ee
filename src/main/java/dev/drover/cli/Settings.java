package dev.drover.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.quartz.CronExpression;

import dev.drover.DecimalDuration;
import dev.drover.capture.CaptureDevice;
import dev.drover.clips.SegmentPatterns;
import dev.drover.ffmpeg.FfmpegExecutable;
import dev.drover.ffmpeg.ProcessException;
import dev.drover.ffmpeg.VideoEncoder;
import dev.drover.files.FileException;
import dev.drover.frames.PictureArea;
import dev.drover.reolink.Nvrs;
import dev.drover.routing.PackagedRoutes;
import dev.drover.routing.RouteFolder;
import dev.drover.timelapse.Daylight;
import dev.drover.trust.ClientCertificate;

/**
 * Settings before the application has started: where the user's file is, whether all in it is a setting, and whether the
 * data folder can be used.
 */
final class Settings {

    private static final String FILE = "application.properties";
    /** Of health and metrics. */
    static final String PORT = "quarkus.management.port";
    /** Of the API. */
    static final String API_PORT = "api.port";

    private static final String LOOK_BACK = "footage.look-back";
    private static final String RETENTION_DAYS = "clips.retention-days";
    private static final String OVERLAP = "footage.overlap";
    /** In a key of a library; more than these may make another one of its keys. */
    private static final int MOST_LETTERS_WRONG = 2;

    private static final String PACKAGED = "PropertiesConfigSource[source=packaged]";
    /** Packaged settings, those without a default as comments: {@code #rhombus.api-key=}. */
    private static final Pattern SHOWN = Pattern.compile("#?([a-z][A-Za-z0-9.-]*\\.[A-Za-z0-9.-]+)\\s*=.*");
    /** Everything below these belongs to the libraries, which tell themselves what they do not know. */
    private static final List<String> OF_LIBRARIES = List.of("quarkus.", "camel.", "smallrye.", "mp.", "%");

    /** How the environment variables of our settings begin. */
    private static final List<String> OURS = List.of("DROVER_", "FOOTAGE_", "RHOMBUS_", "TIMELAPSE_");
    /** The same, where other programs have some as well. */
    private static final List<String> SHARED = List.of("API_", "CAPTURE_", "CLIPS_", "FFMPEG_", "JOBS_", "NVR_");
    /** Read by the script {@code drover}. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("DROVER_JAVA_OPTS");
    /** Defaults of others name them. */
    private static final Set<String> OF_TIMELAPSES = Set.of("CAPTURE_INTERVAL_SECONDS", "CAPTURE_CHANNELS");

    private static final Pattern NVR_HOST = Pattern.compile("nvr\\.(?:([^.]+)\\.)?host");
    private static final Pattern NVR_HOST_VARIABLE = Pattern.compile("NVR_(?:([A-Z0-9_]+)_)?HOST");
    /** Of an NVR that has a name. */
    private static final Pattern OF_NVR = Pattern.compile("nvr\\.[a-z0-9-]+\\.(host|username|password|password-file)");

    private static final Pattern VARIABLE_OF_NVR =
            Pattern.compile("NVR_[A-Z0-9_]+_(HOST|USERNAME|PASSWORD|PASSWORD_FILE)");
    /** Kubernetes and Docker tell each container of its neighbours: DROVER_SERVICE_HOST, DROVER_PORT_9876_TCP_ADDR. */
    private static final Pattern OF_A_CLUSTER =
            Pattern.compile("[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\\d+_(TCP|UDP)(_[A-Z]+)?)?)");

    private static final Set<String> AT_LEAST_ONE = Set.of(
            "footage.workers",
            "footage.segments-in-flight",
            "rhombus.requests-per-second",
            "clips.workers",
            "clips.queue",
            "api.requests-per-second",
            "timelapse.stitch-every-n-frames");

    /**
     * The least value of each duration. Leases are renewed every 5 s: shorter ones than these would end while their worker lives,
     * and two workers would do one job.
     */
    private static final Map<String, Duration> LEAST = Map.ofEntries(
            Map.entry("rhombus.answer-timeout", Duration.ofMillis(100)),
            Map.entry("rhombus.session-lifetime", Duration.ofMinutes(1)),
            Map.entry("footage.poll-every", Duration.ofSeconds(1)),
            Map.entry("footage.overlap", Duration.ZERO),
            Map.entry("footage.look-back", Duration.ZERO),
            Map.entry("footage.alert-buffer", Duration.ZERO),
            Map.entry("footage.default-duration", Duration.ofSeconds(1)),
            Map.entry("footage.settle", Duration.ZERO),
            Map.entry("footage.window", Duration.ofSeconds(1)),
            Map.entry("footage.lan-timeout", Duration.ofMillis(100)),
            Map.entry("footage.connect-timeout", Duration.ofMillis(100)),
            Map.entry("footage.read-timeout", Duration.ofMillis(100)),
            Map.entry("footage.heal-for", Duration.ZERO),
            Map.entry("jobs.retry-delay", Duration.ofMillis(100)),
            Map.entry("jobs.longest-retry-delay", Duration.ofMillis(100)),
            Map.entry("jobs.give-up-after", Duration.ZERO),
            Map.entry("jobs.lease", Duration.ofSeconds(15)),
            Map.entry("jobs.poll-every", Duration.ofMillis(50)),
            Map.entry("clips.settle", Duration.ZERO),
            Map.entry("clips.max-length", Duration.ofSeconds(1)),
            Map.entry("clips.give-up-after", Duration.ZERO),
            Map.entry("nvr.pause", Duration.ofMillis(1)),
            Map.entry("nvr.connect-timeout", Duration.ofMillis(100)),
            Map.entry("nvr.answer-timeout", Duration.ofMillis(100)),
            Map.entry("nvr.retry-delay", Duration.ofMillis(1)),
            Map.entry("nvr.session-wait", Duration.ofMillis(1)),
            Map.entry("nvr.renew-before", Duration.ZERO),
            Map.entry("nvr.lock-wait", Duration.ofMillis(1)),
            Map.entry("nvr.busy-wait", Duration.ofMillis(1)),
            Map.entry("timelapse.interval", Duration.ofMillis(1)),
            Map.entry("timelapse.duration", Duration.ZERO),
            Map.entry("timelapse.stitch-every", Duration.ofMillis(1)),
            Map.entry("capture.stall", Duration.ofSeconds(1)),
            Map.entry("capture.restart-delay", Duration.ofMillis(1)),
            Map.entry("capture.longest-restart-delay", Duration.ofMillis(1)),
            Map.entry("capture.raise-after", Duration.ZERO),
            Map.entry("capture.clear-after", Duration.ZERO),
            Map.entry("capture.clean-after", Duration.ofSeconds(1)),
            Map.entry("ffmpeg.timeout", Duration.ofSeconds(1)),
            Map.entry("ffmpeg.stall", Duration.ofSeconds(1)));

    /** The whole numbers that have bounds of their own. */
    private static final Map<String, List<Integer>> BETWEEN = Map.of(
            "timelapse.fps", List.of(1, 240),
            "timelapse.crf", List.of(0, 51),
            "timelapse.frames-retention-days", List.of(0, 99_999),
            "timelapse.videos-retention-days", List.of(0, 99_999),
            "capture.stills-per-second", List.of(1, 99),
            "capture.black-level", List.of(0, 254),
            "capture.quiet-volume", List.of(0, 100),
            "capture.retention-days", List.of(0, 99_999));

    /** The numbers that may have decimals, and their bounds. */
    private static final Map<String, List<Integer>> FRACTIONS =
            Map.of("capture.black-share", List.of(0, 100), "capture.freeze-difference", List.of(0, 255));

    private static final Set<String> PRESETS =
            Set.of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow");

    /** Settings whose durations may have decimals. */
    private static final List<String> WITH_DECIMALS = List.of("nvr.", "timelapse.", "capture.");

    private static final Set<String> TRUE_OR_FALSE = Set.of(
            "capture.clips",
            "clips.webhook",
            "timelapse.overlay",
            "timelapse.videos",
            "footage.backup.enabled",
            "footage.poll",
            "footage.use-wan",
            "drover.data-must-exist",
            "quarkus.log.console.json.enabled");

    private final SmallRyeConfig config;
    private final Set<String> known;

    private Settings(SmallRyeConfig config, Set<String> known) {
        this.config = config;
        this.known = known;
    }

    /**
     * The settings that hold for a command; they are made known to the application, too.
     *
     * @param ofCommand what follows from its options; wins over files and environment
     */
    static Settings of(Map<String, String> ofCommand) {
        ofCommand.forEach(System::setProperty);
        return current();
    }

    /** The settings as they are now. */
    static Settings current() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addSystemSources();
        List<String> packaged = packaged();
        builder.withSources(new PropertiesConfigSource(defaults(packaged), "packaged", 100));
        try {
            if (UserFile.find().isPresent()) {
                builder.withSources(
                        new PropertiesConfigSource(UserFile.find().get().toUri().toURL(), 270));
            }
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UnusableException(
                    "The settings in " + UserFile.find().orElseThrow() + " cannot be read: " + unreadable.getMessage(),
                    Drover.WRONG_USAGE);
        }
        Set<String> known = packaged.stream()
                .map(SHOWN::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        known.add("ffmpeg.bundled-directory");
        return new Settings(builder.build(), known);
    }

    private static List<String> packaged() {
        try (InputStream file = Settings.class.getClassLoader().getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, String> defaults(List<String> lines) {
        Properties properties = new Properties();
        try {
            properties.load(new java.io.StringReader(String.join("\n", lines)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Map<String, String> defaults = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> defaults.put(key, properties.getProperty(key)));
        return defaults;
    }

    /**
     * Demands that each key of the user's file is a setting, and that values no start would find wrong are right.
     *
     * @throws UnusableException naming the key, where it is and what is wrong with it
     */
    void check() {
        UserFile.folderInstead().ifPresent(folder -> {
            throw new UnusableException(
                    folder
                            + " is a folder, and settings are read from a file of that name. If it is mounted into a container: is"
                            + " the file there that is to be mounted?",
                    Drover.WRONG_USAGE);
        });
        config.getConfigSources().forEach(source -> {
            if (source.getName().startsWith("PropertiesConfigSource[")) {
                source.getPropertyNames().stream()
                        .sorted()
                        .filter(this::unknown)
                        .findFirst()
                        .ifPresent(key -> {
                            throw unknownKey(key);
                        });
            }
        });
        checkEnvironment(System.getenv().keySet());
        value("footage.backup.cron").ifPresent(cron -> {
            if (!CronExpression.isValidExpression(cron)) {
                throw wrong("footage.backup.cron", "it is no Quartz cron expression; write for instance 0 15 3 * * ?");
            }
        });
        value("drover.zone").ifPresent(zone -> {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException wrong) {
                throw wrong("drover.zone", "it is no time zone; write for instance Europe/Zurich");
            }
        });
        AT_LEAST_ONE.forEach(key -> value(key).ifPresent(number -> {
            if (!number.matches("0*[1-9]\\d{0,8}")) {
                throw wrong(key, "it must be a whole number, at least 1");
            }
        }));
        value(RETENTION_DAYS).ifPresent(days -> {
            if (!days.matches("\\d{1,6}")) {
                throw wrong(
                        RETENTION_DAYS, "it must be a whole number of days, at least 1, or 0 to keep clips for ever");
            }
        });
        BETWEEN.forEach((key, bounds) -> value(key).ifPresent(number -> {
            if (!number.matches("\\d{1,6}")
                    || Integer.parseInt(number) < bounds.get(0)
                    || Integer.parseInt(number) > bounds.get(1)) {
                throw wrong(key, "it must be a whole number from " + bounds.get(0) + " to " + bounds.get(1));
            }
        }));
        value("timelapse.preset").ifPresent(preset -> {
            if (!PRESETS.contains(preset)) {
                throw wrong("timelapse.preset", "it must be one of " + String.join(", ", new TreeSet<>(PRESETS)));
            }
        });
        List.of("timelapse.encoder", "capture.encoder")
                .forEach(key -> value(key).ifPresent(encoder -> {
                    if (!encoder.equals("auto") && VideoEncoder.of(encoder).isEmpty()) {
                        throw wrong(
                                key,
                                "it must be auto, or one of "
                                        + Stream.of(VideoEncoder.values())
                                                .map(VideoEncoder::toString)
                                                .collect(Collectors.joining(", ")));
                    }
                }));
        checkCapture();
        value("timelapse.daylight").ifPresent(daylight -> {
            try {
                Daylight.parse(daylight);
            } catch (IllegalArgumentException wrong) {
                throw wrong("timelapse.daylight", wrong.getMessage());
            }
        });
        LEAST.forEach((key, least) -> value(key).ifPresent(duration -> {
            try {
                if (duration(key, duration).compareTo(least) < 0) {
                    throw wrong(key, "it must be at least " + text(least));
                }
            } catch (IllegalArgumentException | DateTimeException none) {
                throw wrong(key, noDuration());
            }
        }));
        checkLookBack();
        TRUE_OR_FALSE.forEach(key -> value(key).ifPresent(choice -> {
            if (!choice.equals("true") && !choice.equals("false")) {
                throw wrong(key, "it must be true or false");
            }
        }));
        config.getConfigSources().forEach(source -> {
            if (source.getName().equals(PACKAGED)) {
                source.getPropertyNames().stream()
                        .sorted()
                        // CAPTURE_CHANNELS= has always been all of them
                        .filter(key -> value(key).isEmpty() && !key.equals("timelapse.channels"))
                        .findFirst()
                        .ifPresent(key -> {
                            throw wrong(key, "give it a value, or leave it out to have " + source.getValue(key));
                        });
            }
        });
        value("clips.segment-names").ifPresent(this::checkNames);
        value("timelapse.begin").ifPresent(cron -> {
            if (!CronExpression.isValidExpression(cron)) {
                throw wrong("timelapse.begin", "it is no Quartz cron expression; write for instance 0 0 6 * * ?");
            }
        });
        value("timelapse.channels").ifPresent(channels -> {
            if (!channels.matches("all|\\d{1,3}(\\s*,\\s*\\d{1,3})*")) {
                throw wrong("timelapse.channels", "it must be numbers with commas between them, as 0,2,3, or all");
            }
        });
        nvrs().forEach(this::checkNvr);
        checkPort();
        value("rhombus.api-url").ifPresent(this::checkAddress);
        value("footage.folder").ifPresent(this::checkFolder);
        checkCertificate();
    }

    private void checkCapture() {
        value("capture.devices").ifPresent(devices -> {
            try {
                CaptureDevice.parse(devices);
            } catch (IllegalArgumentException wrong) {
                throw wrong("capture.devices", wrong.getMessage());
            }
        });
        for (String key : List.of("capture.region", "capture.mask")) {
            value(key).ifPresent(area -> {
                try {
                    PictureArea.of(area, area);
                } catch (IllegalArgumentException wrong) {
                    throw wrong(key, wrong.getMessage());
                }
            });
        }
        value("capture.size").ifPresent(size -> {
            if (!CaptureDevice.isSize(size)) {
                throw wrong("capture.size", "it must be a size such as 1920x1080");
            }
        });
        for (String key : List.of("capture.webhook", "capture.bucket-endpoint", "capture.bucket-public-url")) {
            value(key).ifPresent(address -> {
                if (!address.matches("https?://[^\\s/]+.*")) {
                    throw wrong(key, "it must be an address that begins with http:// or https://");
                }
            });
        }
        FRACTIONS.forEach((key, bounds) -> value(key).ifPresent(number -> {
            if (!number.matches("\\d{1,3}(\\.\\d{1,6})?")
                    || Double.parseDouble(number) < bounds.get(0)
                    || Double.parseDouble(number) > bounds.get(1)) {
                throw wrong(key, "it must be a number from " + bounds.get(0) + " to " + bounds.get(1));
            }
        }));
    }

    private static Duration duration(String key, String value) {
        return WITH_DECIMALS.stream().anyMatch(key::startsWith) && !value.startsWith("-")
                ? DecimalDuration.parse(value)
                : DurationConverter.parseDuration(value);
    }

    /** The names of the NVRs that are set, in order; empty for the one that has none. */
    Set<String> nvrs() {
        Set<String> names = new TreeSet<>();
        for (String key : config.getPropertyNames()) {
            Matcher host = NVR_HOST.matcher(key);
            if (host.matches() && value(key).isPresent()) {
                names.add(Optional.ofNullable(host.group(1)).orElse(""));
            }
            Matcher variable = NVR_HOST_VARIABLE.matcher(key);
            if (variable.matches()
                    && value(key).isPresent()
                    && !OF_A_CLUSTER.matcher(key).matches()) {
                names.add(Optional.ofNullable(variable.group(1)).orElse("").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private void checkNvr(String name) {
        String begin = name.isEmpty() ? "nvr." : "nvr." + name + ".";
        if (!name.matches("[a-z0-9-]{0,32}")) {
            throw wrong(begin + "host", "the name of an NVR may have small letters, digits and -, and 32 of them");
        }
        value(begin + "host").ifPresent(host -> {
            if (Nvrs.address(host).isEmpty()) {
                throw wrong(begin + "host", "it must be a host, host:port, or an address such as https://192.168.1.10");
            }
        });
        if (value(begin + "username").isEmpty()) {
            throw new UnusableException(
                    begin + "host is set, but no " + begin + "username (" + environmentName(begin + "username") + ")",
                    Drover.WRONG_USAGE);
        }
        if (value(begin + "password").isEmpty()
                && value(begin + "password-file").isEmpty()) {
            throw new UnusableException(
                    begin + "host is set, but no " + begin + "password (" + environmentName(begin + "password") + " or "
                            + environmentName(begin + "password-file") + ")",
                    Drover.WRONG_USAGE);
        }
        value(begin + "password-file").ifPresent(file -> {
            if (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file))) {
                throw wrong(begin + "password-file", "there is no such file, or it cannot be read");
            }
        });
    }

    /** Demands that the ports are ports. */
    void checkPort() {
        for (String key : List.of(PORT, API_PORT)) {
            value(key).ifPresent(port -> {
                if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
                    throw wrong(key, "it must be a whole number from 1 to 65535, or 0 for any port that is free");
                }
            });
        }
    }

    private void checkNames(String patterns) {
        try {
            SegmentPatterns.check(List.of(patterns.split(",")));
        } catch (IllegalArgumentException wrong) {
            throw wrong("clips.segment-names", wrong.getMessage() + "; write for instance %Y-%m-%d_%H-%M-%S-%f");
        }
    }

    /** The second poll would ask for what the first one was to leave out. */
    private void checkLookBack() {
        String lookBack = value(LOOK_BACK).orElse("0s");
        String overlap = value(OVERLAP).orElse("0s");
        if (DurationConverter.parseDuration(lookBack).compareTo(DurationConverter.parseDuration(overlap)) < 0) {
            throw wrong(
                    LOOK_BACK,
                    "it must be at least " + OVERLAP + ", which is " + overlap + ": so far back looks each later poll");
        }
    }

    private void checkFolder(String folder) {
        boolean below = !folder.startsWith("/")
                && !folder.contains("\\")
                && !folder.matches("[A-Za-z]:.*")
                && Stream.of(folder.split("/")).noneMatch(part -> part.strip().matches("\\.\\.?"));
        boolean named = !folder.replaceAll("<(camera|uuid|date)>", "").matches(".*[<>].*");
        if (!below || !named) {
            throw wrong(
                    "footage.folder",
                    "it must be a folder below <data>/footage, of names, <camera>, <uuid> and <date>, with / between them"
                            + " and no ..; write for instance <camera>/<date>");
        }
    }

    private void checkAddress(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return;
            }
        } catch (URISyntaxException none) {
            // it is told below
        }
        throw wrong("rhombus.api-url", "it must be an address such as https://api2.rhombussystems.com");
    }

    private void checkCertificate() {
        Optional<String> certificate = value("rhombus.certificate");
        Optional<String> key = value("rhombus.private-key");
        if (certificate.isPresent() && key.isPresent()) {
            try {
                ClientCertificate.read(Path.of(certificate.get()), Path.of(key.get()));
            } catch (ClientCertificate.UnusableException unusable) {
                throw new UnusableException(unusable.getMessage(), Drover.WRONG_USAGE);
            }
        } else if (certificate.isPresent()) {
            throw wrong("rhombus.certificate", "rhombus.private-key goes with it and is not set");
        } else if (key.isPresent()) {
            throw wrong("rhombus.private-key", "rhombus.certificate goes with it and is not set");
        }
    }

    /**
     * Demands that environment variables that begin as ours do are settings. Other programs have variables that begin with FFMPEG_
     * or JOBS_, too: unknown ones of these are only told.
     */
    private void checkEnvironment(Set<String> variables) {
        Set<String> names = known.stream().map(Settings::environmentName).collect(Collectors.toSet());
        for (String variable : new TreeSet<>(variables)) {
            boolean ours = OURS.stream().anyMatch(variable::startsWith);
            boolean shared = SHARED.stream().anyMatch(variable::startsWith);
            if ((!ours && !shared)
                    || names.contains(variable)
                    || OF_THE_SCRIPT.contains(variable)
                    || OF_TIMELAPSES.contains(variable)
                    || VARIABLE_OF_NVR.matcher(variable).matches()
                    || OF_A_CLUSTER.matcher(variable).matches()) {
                continue;
            }
            String message = "Environment variable " + variable + ": there is no setting of that name."
                    + nearest(names, variable)
                            .or(() -> nearest(names, variable.replaceFirst("^DROVER_", "")))
                            .map(name -> " Is " + name + " meant?")
                            .orElse(" All settings are listed in Drover's own application.properties.");
            if (ours) {
                throw new UnusableException(message, Drover.WRONG_USAGE);
            }
            System.err.println(message + " It is ignored");
        }
    }

    private static Optional<String> nearest(Set<String> names, String wrong) {
        return names.stream()
                .filter(each -> distance(each, wrong) <= 1 + wrong.length() / 6)
                .min(java.util.Comparator.comparingInt(each -> distance(each, wrong)));
    }

    /** What is wrong with a value, and where it was set. */
    UnusableException wrong(String key, String why) {
        ConfigValue value = config.getConfigValue(key);
        return new UnusableException(
                place(value) + key + " is \""
                        + Optional.ofNullable(value.getValue()).orElse("") + "\"; " + why,
                Drover.WRONG_USAGE);
    }

    UnusableException unknownKey(String key) {
        String likely = nearest(known, key)
                .map(each -> " Is " + each + " meant?")
                .orElse(" All settings are listed in Drover's own application.properties.");
        return new UnusableException(
                place(config.getConfigValue(key)) + "there is no setting " + key + "." + likely, Drover.WRONG_USAGE);
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    static String noDuration() {
        return "it must be a duration such as 500ms, 30s, 10m or 24h";
    }

    /** Of the libraries' keys only the misspelt ones of those that are listed here: which others there are, only they know. */
    private boolean unknown(String key) {
        return !known.contains(key)
                && !OF_NVR.matcher(key).matches()
                && (OF_LIBRARIES.stream().noneMatch(key::startsWith)
                        || known.stream().anyMatch(each -> distance(each, key) <= MOST_LETTERS_WRONG));
    }

    /** A setting as text; empty where it has none. */
    Optional<String> value(String key) {
        return config.getOptionalValue(key, String.class).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean ofUser(ConfigValue value) {
        String source = String.valueOf(value.getConfigSourceName());
        return source.startsWith("PropertiesConfigSource[") && !source.equals(PACKAGED);
    }

    private static String place(ConfigValue value) {
        String source = String.valueOf(value.getConfigSourceName());
        if (ofUser(value)) {
            String line = value.getLineNumber() > 0 ? ", line " + value.getLineNumber() : "";
            return UserFile.find().map(Path::toString).orElse(FILE) + line + ": ";
        }
        if (source.startsWith("EnvConfigSource")) {
            return "Environment variable " + environmentName(value.getName()) + ": ";
        }
        return "Setting: ";
    }

    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** How many letters must be changed, added or left out to make one word of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    /**
     * Makes the data folder ready, before the database is opened in it.
     *
     * @param room whether room is demanded as well; without it, jobs can still be looked at
     * @throws UnusableException when it cannot be written
     */
    void prepareDataFolder(boolean room) {
        Path data = demandDataFolder();
        try {
            Path state = Files.createDirectories(data.resolve(".drover"));
            Path probe = Files.createTempFile(state, "probe", "");
            try {
                if (room) {
                    // An empty file says nothing about room
                    Files.write(probe, new byte[ROOM_TO_START]);
                }
            } finally {
                Files.delete(probe);
            }
        } catch (IOException notWritable) {
            throw new UnusableException(
                    FileException.of("make the data folder", data, notWritable).getMessage(), Drover.FAILED);
        }
    }

    /**
     * Whether there is a job table, without making anything.
     *
     * @throws UnusableException when the data folder cannot be one
     */
    boolean hasJobTable() {
        return Files.exists(demandDataFolder().resolve(".drover").resolve("drover.db"));
    }

    private Path demandDataFolder() {
        Path data =
                Path.of(value("drover.data").orElse("data")).toAbsolutePath().normalize();
        inTheWay(data).ifPresent(file -> {
            throw new UnusableException(
                    "The data folder " + data + " cannot be made: " + file
                            + " is a file. Move it away, or set drover.data to another folder",
                    Drover.FAILED);
        });
        if (value("drover.data-must-exist").filter("true"::equals).isPresent()
                && !Files.isDirectory(data.resolve(".drover"))) {
            throw new UnusableException(
                    "The data folder " + data
                            + " is not the one that Drover has used: there is no .drover in it. Is its disk"
                            + " mounted? If the folder is new, start once with drover.data-must-exist=false",
                    Drover.FAILED);
        }
        return data;
    }

    /**
     * Demands that there is an FFmpeg.
     *
     * @throws UnusableException when there is none, saying what to set or to install
     */
    void demandFfmpeg() {
        Optional<String> set = value("ffmpeg.executable");
        try {
            FfmpegExecutable.of(set, value("ffmpeg.bundled-directory")).path();
        } catch (ProcessException none) {
            throw new UnusableException(none.getMessage(), set.isPresent() ? Drover.WRONG_USAGE : Drover.FAILED);
        }
    }

    /**
     * Has Camel leave the packaged routes alone where there is a folder of others. An empty one is as none: the container's is,
     * unless one is mounted.
     *
     * @throws UnusableException when there is none of that name, or it cannot be read
     */
    void chooseRoutes() {
        if (System.getProperty(PackagedRoutes.RUN) != null) {
            // A command has chosen
            return;
        }
        value("drover.routes").ifPresent(folder -> {
            if (!Files.isDirectory(Path.of(folder))) {
                throw wrong(
                        "drover.routes",
                        "there is no such folder. Make one with the packaged routes in it by: drover routes export "
                                + folder);
            }
            try {
                boolean none = new RouteFolder(Path.of(folder)).isEmpty();
                System.setProperty(PackagedRoutes.RUN, none ? "packaged" : "folder");
            } catch (IOException unreadable) {
                throw wrong("drover.routes", "that folder cannot be read");
            }
        });
    }

    private static Optional<Path> inTheWay(Path folder) {
        return Stream.iterate(folder, path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path) && !Files.isDirectory(path))
                .findFirst();
    }

    /** What the empty database needs, in bytes. */
    private static final int ROOM_TO_START = 256 * 1024;
}
