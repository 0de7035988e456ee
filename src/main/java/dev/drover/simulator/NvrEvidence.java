package dev.drover.simulator;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How gently the simulated NVR was treated, since its start or since the evidence was last cleared. Gaps are real
 * milliseconds, whatever the device's speed.
 *
 * @param requests how many requests there were, of any kind
 * @param mostRequests the most of them at once
 * @param mostSessions the most sessions at once, those included that nobody uses any more
 * @param smallestGapMs the shortest time from the end of a request to the start of the next; 0 where they overlapped
 * @param smallestSessionGapMs the same between requests of which both came with a session
 * @param smallestGapAfterLeavingMs the same after requests that the client gave up, which the other two leave out: it is
 *     measured from when the end of the connection was heard of, and on a busy machine that is later than it was
 * @param parallel how many requests came while another was under way
 * @param logins how many logins were asked for
 * @param loginsGranted how many of them were granted
 * @param loginsFull how many were refused because there was no slot
 * @param wrongPasswords how many were refused because of name or password
 * @param loginsAfterWrongPassword how many came after the first such refusal
 * @param poisoned how many logins got a token that was never valid
 * @param logouts how many sessions were ended by a logout
 * @param strayLogouts how many logouts came without a valid token
 * @param withoutSession how many other requests came without a valid token
 * @param passwordsInAddresses how many requests had the password in the address
 * @param reboots how often the device rebooted
 * @param codes how often each rspCode but 0 was answered
 * @param channels each channel's pictures
 */
public record NvrEvidence(
        long requests,
        int mostRequests,
        int mostSessions,
        OptionalDouble smallestGapMs,
        OptionalDouble smallestSessionGapMs,
        OptionalDouble smallestGapAfterLeavingMs,
        long parallel,
        long logins,
        long loginsGranted,
        long loginsFull,
        long wrongPasswords,
        long loginsAfterWrongPassword,
        long poisoned,
        long logouts,
        long strayLogouts,
        long withoutSession,
        long passwordsInAddresses,
        long reboots,
        Map<Integer, Long> codes,
        List<Pictures> channels) {

    /**
     * What came of a channel.
     *
     * @param channel counted from 0
     * @param asked how many snapshots were asked for
     * @param whole how many were sent whole, so that a gentle client has them
     * @param availableMs for how long, in the device's time, a snapshot could be had of it
     */
    public record Pictures(int channel, long asked, long whole, long availableMs) {}

    /** How many snapshots were sent whole, of all channels. */
    public long whole() {
        return channels.stream().mapToLong(Pictures::whole).sum();
    }
}
