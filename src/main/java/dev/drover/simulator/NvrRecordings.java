package dev.drover.simulator;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the NVR has recorded: 10 s at a quarter past each hour of the last seven days. All times are the device's. */
final class NvrRecordings {

    private static final int DAYS = 7;
    private static final int SECONDS = 10;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'Mp4Record/'yyyy-MM-dd'/Rec'", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
    private static final String FRAGMENT = "fragment_01_";

    private final NvrDevice device;
    private final int bytes;

    /** @param bytes size of each file */
    NvrRecordings(NvrDevice device, int bytes) {
        this.device = device;
        this.bytes = bytes;
    }

    /** Those that begin in this range and are over, oldest first. */
    private List<LocalDateTime> between(LocalDateTime from, LocalDateTime to) {
        LocalDateTime now = device.localTime();
        LocalDateTime first = now.minusDays(DAYS).withMinute(15).withSecond(0).withNano(0);
        return Stream.iterate(
                        first,
                        start -> !start.plusSeconds(SECONDS).isAfter(now) && !start.isAfter(to),
                        start -> start.plusHours(1))
                .filter(start -> !start.isBefore(from))
                .toList();
    }

    /** {@code Search}. */
    JsonObject search(NvrCall.Command command) {
        JsonObject search = command.object("Search");
        LocalDateTime from = time(search.getJsonObject("StartTime"));
        LocalDateTime to = time(search.getJsonObject("EndTime"));
        boolean main = "main".equals(search.getString("streamType"));
        JsonObject found = new JsonObject().put("channel", search.getInteger("channel"));
        if (search.getInteger("onlyStatus", 0) == 1) {
            JsonArray months = months(from, to);
            if (!months.isEmpty()) {
                found.put("Status", months);
            }
        } else {
            JsonArray files = new JsonArray();
            between(from, to).forEach(start -> files.add(file(start, main)));
            // Nothing found is no key, not an empty list
            if (!files.isEmpty()) {
                found.put("File", files);
            }
        }
        return new JsonObject().put("SearchResult", found);
    }

    private JsonArray months(LocalDateTime from, LocalDateTime to) {
        Map<YearMonth, StringBuilder> tables = new TreeMap<>();
        for (LocalDateTime start : between(
                from.toLocalDate().withDayOfMonth(1).atStartOfDay(),
                YearMonth.from(to).atEndOfMonth().atTime(23, 59, 59))) {
            YearMonth month = YearMonth.from(start);
            tables.computeIfAbsent(month, each -> new StringBuilder("0".repeat(each.lengthOfMonth())))
                    .setCharAt(start.getDayOfMonth() - 1, '1');
        }
        JsonArray months = new JsonArray();
        tables.forEach((month, table) -> months.add(new JsonObject()
                .put("year", month.getYear())
                .put("mon", month.getMonthValue())
                .put("table", table.toString())));
        return months;
    }

    private JsonObject file(LocalDateTime start, boolean main) {
        LocalDateTime end = start.plusSeconds(SECONDS);
        return new JsonObject()
                .put(
                        "name",
                        NAME.format(start) + (main ? "M01_" : "S01_") + DATE.format(start) + "_" + TIME.format(end)
                                + "_6D28C08_" + Integer.toHexString(bytes).toUpperCase(Locale.ROOT) + ".mp4")
                // A number as text, as the firmware has it
                .put("size", Integer.toString(bytes))
                .put("type", main ? "main" : "sub")
                .put("frameRate", 0)
                .put("width", 0)
                .put("height", 0)
                .put("StartTime", shown(start))
                .put("EndTime", shown(end));
    }

    /** {@code NvrDownload}. */
    JsonObject fragments(NvrCall.Command command) {
        JsonObject wanted = command.object("NvrDownload");
        JsonArray files = new JsonArray();
        between(time(wanted.getJsonObject("StartTime")), time(wanted.getJsonObject("EndTime")))
                .forEach(start -> files.add(new JsonObject()
                        .put("fileName", FRAGMENT + DATE.format(start) + ".mp4")
                        .put("fileSize", Integer.toString(bytes))));
        return new JsonObject().put("fileCount", files.size()).put("fileList", files);
    }

    /** Whether there is a file of that name to download; those that {@code Search} names are not. */
    boolean has(Optional<String> name) {
        try {
            return name.filter(source -> source.matches(FRAGMENT + "\\d{8}_\\d{6}\\.mp4"))
                    .map(source -> LocalDateTime.parse(source.substring(FRAGMENT.length(), source.length() - 4), DATE))
                    .filter(start -> !between(start, start).isEmpty())
                    .isPresent();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static LocalDateTime time(JsonObject time) {
        try {
            return LocalDateTime.of(
                    time.getInteger("year"),
                    time.getInteger("mon"),
                    time.getInteger("day"),
                    time.getInteger("hour", 0),
                    time.getInteger("min", 0),
                    time.getInteger("sec", 0));
        } catch (DateTimeException | ClassCastException | NullPointerException e) {
            throw new NvrRefusal(-4);
        }
    }

    static JsonObject shown(LocalDateTime time) {
        return new JsonObject()
                .put("year", time.getYear())
                .put("mon", time.getMonthValue())
                .put("day", time.getDayOfMonth())
                .put("hour", time.getHour())
                .put("min", time.getMinute())
                .put("sec", time.getSecond());
    }
}
