package dev.drover.timelapse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.drover.reolink.NvrChannel;

/** What is known of the channels of a recorder. */
final class ChannelBook {

    /** A channel that has failed in so many rounds is asked but once in the next ones. */
    private static final int LOST_PATIENCE = 3;
    /** The list is asked for in each so-manieth round. */
    private static final int LOOK_EVERY = 4;

    private final Map<Integer, Known> channels = new TreeMap<>();
    private int untilLook;
    private int turn;

    private static final class Known {
        NvrChannel listed;
        String name = "";
        boolean nameDue = true;
        /** An answer said that the camera is not there; the list may still say that it is. */
        boolean gone;

        int failures;
        String why = "";

        Known(NvrChannel listed) {
            this.listed = listed;
        }
    }

    /** Whether the list is to be asked for in this round. */
    boolean isLookDue() {
        return untilLook-- <= 0;
    }

    /** In the next round. */
    void lookSoon() {
        untilLook = 0;
    }

    /**
     * Takes in what the recorder lists.
     *
     * @param news what has changed, for a person
     * @return the channels whose name is to be asked for: new ones, and one of the others
     */
    List<Integer> learn(List<NvrChannel> list, Set<Integer> wanted, List<String> news) {
        untilLook = LOOK_EVERY - 1;
        boolean first = channels.isEmpty();
        Map<Integer, NvrChannel> now = new HashMap<>();
        list.forEach(channel -> now.put(channel.id(), channel));
        channels.forEach((id, known) -> {
            if (!now.containsKey(id) && known.listed.online()) {
                known.listed = new NvrChannel(id, known.listed.name(), false);
                news.add("Channel " + id + " (" + name(id) + ") is not listed any more");
            }
        });
        for (NvrChannel channel : list) {
            Known known = channels.get(channel.id());
            if (known == null) {
                channels.put(channel.id(), new Known(channel));
                if (!first && isWanted(channel, wanted)) {
                    news.add("Channel " + channel.id() + " is new");
                }
                continue;
            }
            boolean same = known.listed.online() == channel.online() || (known.gone && channel.online());
            known.gone = false;
            if (!same && (wanted.isEmpty() || wanted.contains(channel.id()))) {
                news.add("Channel " + channel.id() + " (" + name(channel.id()) + ") "
                        + (channel.online() ? "is online again" : "is offline"));
            }
            known.nameDue |= channel.online() && !known.listed.online();
            known.nameDue |= !known.listed.name().equals(channel.name());
            known.listed = channel;
        }
        List<Integer> ids = online(wanted);
        List<Integer> due = new ArrayList<>(
                ids.stream().filter(id -> channels.get(id).nameDue).toList());
        if (due.isEmpty() && !ids.isEmpty()) {
            // Older recorders do not list names: one a look finds a new one, too
            due.add(ids.get(turn++ % ids.size()));
        }
        due.forEach(id -> channels.get(id).nameDue = false);
        return due;
    }

    private static boolean isWanted(NvrChannel channel, Set<Integer> wanted) {
        return channel.online() && (wanted.isEmpty() || wanted.contains(channel.id()));
    }

    /** Online and wanted ones, in order. */
    List<Integer> online(Set<Integer> wanted) {
        return channels.values().stream()
                .map(known -> known.listed)
                .filter(channel -> isWanted(channel, wanted))
                .map(NvrChannel::id)
                .toList();
    }

    /** @param name as it shows in the picture; empty for none */
    void named(int id, String name, List<String> news) {
        Known known = channels.get(id);
        String now = name.isBlank() ? known.listed.name() : name;
        if (!now.isBlank() && !known.name.isEmpty() && !known.name.equals(now)) {
            news.add("Channel " + id + " (" + known.name + ") is called " + now
                    + " now; its pictures stay in one folder");
        }
        known.name = now.isBlank() ? known.name : now;
    }

    /** As it was told, or as the list has it, or by its number. */
    String name(int id) {
        Known known = channels.get(id);
        if (known == null) {
            return NvrChannel.unnamed(id);
        }
        return !known.name.isEmpty()
                ? known.name
                : !known.listed.name().isEmpty() ? known.listed.name() : NvrChannel.unnamed(id);
    }

    boolean isPatientWith(int id) {
        return channels.get(id).failures < LOST_PATIENCE;
    }

    /** Whether that is news. */
    boolean succeeded(int id) {
        Known known = channels.get(id);
        boolean news = known.failures > 0;
        known.failures = 0;
        known.why = "";
        return news;
    }

    /** Whether that is news. */
    boolean failed(int id, String why) {
        Known known = channels.get(id);
        boolean news = !known.why.equals(why);
        known.failures++;
        known.why = why;
        return news;
    }

    /** It was asked, and its camera is not there. */
    void gone(int id) {
        Known known = channels.get(id);
        known.gone = true;
        known.listed = new NvrChannel(id, known.listed.name(), false);
        lookSoon();
    }
}
