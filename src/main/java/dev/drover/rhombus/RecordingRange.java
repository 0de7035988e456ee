package dev.drover.rhombus;

import java.net.URI;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A range of the recording of one device.
 *
 * @param device       what a person calls it
 * @param startSeconds seconds since 1970
 * @param wan          whether the LAN is left out
 */
@RegisterForReflection
public record RecordingRange(String device, long startSeconds, long seconds, boolean wan) {

    URI uri(String template) {
        String filled = template.replace("{START_TIME}", Long.toString(startSeconds))
                .replace("{DURATION}", Long.toString(seconds));
        try {
            URI uri = URI.create(filled);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // said below
        }
        throw new MediaException.Faulty("Rhombus gave an address for " + device + " that is no web address");
    }
}
