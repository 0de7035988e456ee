package dev.drover.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A request that cannot be met, for a reason that its client is told. */
@RegisterForReflection
public class ApiException extends Exception {

    private final int status;
    private final transient Object detail;
    private final Optional<Integer> retryAfter;

    private ApiException(int status, String message, Object detail, Optional<Integer> retryAfter) {
        super(message);
        this.status = status;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /** There is no such thing. */
    public static ApiException notFound(String detail) {
        return new ApiException(404, detail, detail, Optional.empty());
    }

    /** What is wrong with the request, each fault as pydantic tells it: type, loc, msg, input. */
    public static ApiException invalid(List<Map<String, Object>> faults) {
        String words = faults.stream()
                .map(fault -> fault.get("loc") + " " + fault.get("msg"))
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
        return new ApiException(422, words, List.copyOf(faults), Optional.empty());
    }

    /** There is too much to do already. */
    public static ApiException busy(String detail, int retryAfterSeconds) {
        return new ApiException(503, detail, detail, Optional.of(retryAfterSeconds));
    }

    public int status() {
        return status;
    }

    /** A text, or a list of faults. */
    public Object detail() {
        return detail;
    }

    /** What is wrong with the request; none where it was refused for something else. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> faults() {
        return detail instanceof List<?> faults ? (List<Map<String, Object>>) faults : List.of();
    }

    /** In how many seconds it may be met. */
    public Optional<Integer> retryAfter() {
        return retryAfter;
    }
}
