package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

/**
 * The vendor's OpenAPI document as a judge of requests and answers. The document is not ours to ship: it is looked for
 * beside the project, or where the system property {@code rhombus.openapi} says; without it there is nothing to judge.
 *
 * <p>Stricter than the document in one thing: a field that it does not name is an error, for a request with such a field
 * is silently not filtered. More lenient in another: every field may be null, as the vendor's guide says.
 */
public final class RhombusContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final ObjectNode definitions;

    private RhombusContract(JsonNode document) {
        this.document = document;
        this.definitions = JSON.createObjectNode();
        document.at("/components/schemas")
                .fields()
                .forEachRemaining(
                        entry -> definitions.set(entry.getKey(), definition(entry.getKey(), entry.getValue())));
    }

    /** The contract, if its document is there. */
    public static Optional<RhombusContract> find() {
        Path file = Path.of(System.getProperty("rhombus.openapi", "../shared/reference/rhombus-openapi.json"));
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RhombusContract(JSON.readTree(file.toFile())));
        } catch (IOException e) {
            throw new UncheckedIOException("not a JSON document: " + file, e);
        }
    }

    /**
     * @param path as in the document, for example {@code /api/camera/getMediaUris}
     * @param json the body sent
     * @return what is wrong with it; empty when nothing is
     */
    public List<String> validateRequest(String path, String json) {
        return validate(path, "/requestBody/content/application~1json/schema", json);
    }

    /**
     * @param path as in the document
     * @param json the body of an answer with status 200
     * @return what is wrong with it; empty when nothing is
     */
    public List<String> validateAnswer(String path, String json) {
        return validate(path, "/responses/200/content/application~1json/schema", json);
    }

    private List<String> validate(String path, String place, String json) {
        JsonNode schema = document.path("paths").path(path).path("post").at(place);
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException("the vendor's document has no operation " + path);
        }
        ObjectNode root = JSON.createObjectNode();
        root.set("allOf", JSON.createArrayNode().add(converted(schema, false)));
        root.set("$defs", definitions);
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(root)
                    .validate(JSON.readTree(json))
                    .stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (IOException e) {
            return List.of("not JSON: " + e.getMessage());
        }
    }

    /** One of the document's schemas as a JSON schema: its alternatives are told apart by {@code type}. */
    private static JsonNode definition(String name, JsonNode schema) {
        ObjectNode result = (ObjectNode) converted(schema, false);
        result.remove("oneOf");
        if (name.equals("BasePolicyAlertType")) {
            result.set(
                    "allOf",
                    JSON.createArrayNode()
                            .add(when("POLICY_ALERT_V2", "PolicyAlertV2Type"))
                            .add(when("ACCESS_CONTROLLED_DOOR_POLICY_ALERT", "AccessControlledDoorPolicyAlertType")));
            result.set("required", JSON.createArrayNode().add("type"));
        } else if (schema.has("oneOf")) {
            result.remove("unevaluatedProperties");
        }
        return result;
    }

    private static ObjectNode when(String type, String definition) {
        ObjectNode condition = JSON.createObjectNode();
        condition.putObject("properties").putObject("type").put("const", type);
        ObjectNode result = JSON.createObjectNode();
        result.set("if", condition);
        result.putObject("then").put("$ref", "#/$defs/" + definition);
        return result;
    }

    /** @param part whether it is only a part of an object, which may have more fields */
    private static JsonNode converted(JsonNode schema, boolean part) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText();
            ObjectNode result = JSON.createObjectNode();
            ArrayNode either = result.putArray("anyOf");
            either.addObject().put("$ref", "#/$defs/" + name.substring(name.lastIndexOf('/') + 1));
            either.addObject().put("type", "null");
            return result;
        }
        ObjectNode result = JSON.createObjectNode();
        if (schema.has("type")) {
            String type = schema.get("type").asText();
            result.set("type", JSON.createArrayNode().add(type).add("null"));
        }
        if (schema.has("enum")) {
            ArrayNode values = JSON.createArrayNode();
            values.addAll((ArrayNode) schema.get("enum"));
            result.set("enum", values.addNull());
        }
        if (schema.has("required")) {
            result.set("required", schema.get("required"));
        }
        if (schema.has("properties")) {
            ObjectNode properties = result.putObject("properties");
            schema.get("properties")
                    .fields()
                    .forEachRemaining(entry -> properties.set(entry.getKey(), converted(entry.getValue(), false)));
            if (!part) {
                result.put("unevaluatedProperties", false);
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            result.set("additionalProperties", converted(schema.get("additionalProperties"), false));
        }
        if (schema.has("items")) {
            result.set("items", converted(schema.get("items"), false));
        }
        if (schema.has("allOf")) {
            ArrayNode all = result.putArray("allOf");
            schema.get("allOf").forEach(one -> all.add(converted(one, true)));
        }
        return result;
    }
}
