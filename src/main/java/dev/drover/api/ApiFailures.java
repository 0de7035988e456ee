package dev.drover.api;

import java.sql.SQLException;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.DiskFullException;
import dev.drover.files.NotWritableException;

/** What a client is told when its request fails. What is wrong inside of Drover is told to its log only. */
@Named("apiFailures")
@Singleton
@RegisterForReflection
public class ApiFailures {

    /** When to ask again where a person must do something first. */
    private static final int ASK_AGAIN_SECONDS = 60;

    /** What the client can do something about. */
    public ApiAnswer told(ApiException failure) {
        return ApiAnswer.error(failure.status(), failure.detail()).in(failure.retryAfter());
    }

    /** What it cannot, but for coming back once there is room again. */
    public ApiAnswer internal(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DiskFullException
                    || cause instanceof SQLException
                            && String.valueOf(cause.getMessage()).contains("SQLITE_FULL")) {
                return later("The disk of the clip service is full");
            }
            if (cause instanceof NotWritableException) {
                return later("The clip service may not write to its disk");
            }
        }
        return ApiAnswer.error(500, "Internal server error");
    }

    private static ApiAnswer later(String detail) {
        return ApiAnswer.error(503, detail).in(Optional.of(ASK_AGAIN_SECONDS));
    }
}
