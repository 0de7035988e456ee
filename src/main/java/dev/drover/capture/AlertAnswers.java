package dev.drover.capture;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.api.ApiAnswer;
import dev.drover.jobs.Row;

/** What clients ask about incidents, and are told: in the words of the program that Drover replaces. */
@Named("alertAnswers")
@Singleton
@RegisterForReflection
public class AlertAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final int MOST = 200;

    private final CaptureSettings settings;

    public AlertAnswers(CaptureSettings settings) {
        this.settings = settings;
    }

    /** Which incidents are asked for; empty is all. */
    @RegisterForReflection
    public record Query(String status, String host, String device, String type, int limit) {}

    /** What a webhook is sent. */
    @RegisterForReflection
    public record WebhookCall(String address, String json) {}

    /**
     * What is asked for.
     *
     * @param path of the request, which says of which status
     * @param query what stands behind its question mark; may be null
     */
    public Query query(String path, String query) {
        Map<String, List<String>> parameters;
        try {
            parameters = query == null ? Map.of() : new QueryStringDecoder(query, false).parameters();
        } catch (IllegalArgumentException broken) {
            parameters = Map.of();
        }
        String limit = text(parameters, "limit");
        return new Query(
                path.endsWith("getActiveAlerts") ? "active" : path.endsWith("getClosedAlerts") ? "resolved" : "",
                text(parameters, "host_name"),
                text(parameters, "device_id"),
                text(parameters, "incident_type"),
                limit.matches("\\d{1,6}") ? Integer.parseInt(limit) : MOST);
    }

    private static String text(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of("")).get(0).strip();
    }

    /** The incidents of rows. */
    public ApiAnswer list(List<Map<String, Object>> rows) {
        List<Map<String, Object>> alerts = new ArrayList<>();
        for (Map<String, Object> columns : rows) {
            Row row = new Row(columns);
            Map<String, Object> alert = fields(Incident.of(columns));
            alert.put("created_at", written(row.instant("created_at")));
            alert.put("updated_at", written(row.instant("updated_at")));
            alerts.add(alert);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("success", true);
        answer.put("alerts", alerts);
        answer.put("count", alerts.size());
        return ApiAnswer.json(200, answer);
    }

    /** That they cannot be told. */
    public ApiAnswer unable(String why) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("success", false);
        answer.put("error", why);
        answer.put("alerts", List.of());
        answer.put("count", 0);
        return ApiAnswer.json(500, answer);
    }

    /** What a webhook is told of an incident. */
    public WebhookCall hook(Incident incident) throws JsonProcessingException {
        Map<String, Object> fields = fields(incident);
        fields.put("updated_at", written(incident.updated()));
        return new WebhookCall(settings.webhook().orElseThrow(), JSON.writeValueAsString(fields));
    }

    private static Map<String, Object> fields(Incident incident) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", incident.id());
        fields.put("host_name", incident.host());
        fields.put("device_id", incident.device());
        fields.put("incident_type", incident.typeName());
        fields.put("status", incident.status());
        fields.put("consecutive_count", incident.count());
        fields.put("start_time", written(incident.start()));
        fields.put("end_time", incident.end().map(AlertAnswers::written).orElse(null));
        fields.put("metadata", incident.evidence());
        return fields;
    }

    private static String written(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
