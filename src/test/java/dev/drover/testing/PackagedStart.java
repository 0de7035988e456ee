package dev.drover.testing;

import java.io.IOException;
import java.nio.file.Files;

import io.quarkus.test.common.IntegrationTestStartedNotifier;

/** Tells when the packaged application has started: it has no HTTP port of its own that it could say it listens on. */
public final class PackagedStart implements IntegrationTestStartedNotifier {

    @Override
    public Result check(Context context) {
        try {
            boolean announced = Files.isReadable(context.logFile())
                    && Files.readString(context.logFile()).contains("Metrics: http");
            return announced ? new Started() : Result.NotStarted.INSTANCE;
        } catch (IOException beingWritten) {
            return Result.NotStarted.INSTANCE;
        }
    }

    private record Started() implements Result {
        @Override
        public boolean isStarted() {
            return true;
        }

        @Override
        public boolean isSsl() {
            return false;
        }
    }
}
