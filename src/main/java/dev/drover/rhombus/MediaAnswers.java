package dev.drover.rhombus;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What answers of media hosts mean, and the session that is asked with. */
@Named("mediaAnswers")
@Singleton
@RegisterForReflection
public class MediaAnswers {

    private final RhombusSettings settings;
    private final RhombusMemory memory;
    private final Clock clock;

    public MediaAnswers(RhombusSettings settings, RhombusMemory memory, Clock clock) {
        this.settings = settings;
        this.memory = memory;
        this.clock = clock;
    }

    /** The call that opens a session. */
    public RhombusCall sessionCall(Object none) {
        return new RhombusCall.GenerateSessionToken(settings.sessionLifetime().toSeconds());
    }

    /** A session that has just been opened; it is renewed when 80 % of it are over. */
    public MediaSession opened(String token) {
        return new MediaSession(
                token, clock.instant().plusMillis(settings.sessionLifetime().toMillis() * 8 / 10));
    }

    /**
     * Why an answer other than 200 came, as the exception that the error policies know. A session that was refused is not used
     * again.
     */
    public Object refuse(MediaRequest request, int status, InputStream answer) throws IOException {
        // Unread, it would hold its connection until the whole job has ended
        answer.close();
        switch (status) {
            case 401, 403 -> {
                memory.forgetSession(request);
                throw new MediaException.SessionRefused(request.name() + " refused the session (" + status + ")");
            }
            case 404, 410 -> throw new MediaException.NotThere(request.name() + " is not there (" + status + ")");
            default -> throw new MediaException.Faulty(request.name() + " answered " + status);
        }
    }
}
