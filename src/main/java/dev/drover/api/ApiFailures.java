package dev.drover.api;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a client is told when its request fails. What is wrong inside of Drover is told to its log only. */
@Named("apiFailures")
@Singleton
@RegisterForReflection
public class ApiFailures {

    /** What the client can do something about. */
    public ApiAnswer told(ApiException failure) {
        return ApiAnswer.error(failure.status(), failure.detail()).in(failure.retryAfter());
    }

    /** What it cannot. */
    public ApiAnswer internal() {
        return ApiAnswer.error(500, "Internal server error");
    }
}
