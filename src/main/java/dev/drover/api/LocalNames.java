package dev.drover.api;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names by which a service may be called that asks for no token and listens on this machine only. A web page can have a name of its own
 * mean this machine, and the browser then takes what answers there for a part of that page; but it says by which name it has called. An
 * address in numbers belongs to nobody's page.
 */
final class LocalNames {

    private static final Pattern NUMBERS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*]?");
    private static final Pattern ONLY_HERE = Pattern.compile("localhost|127\\..*|\\[?::1]?");

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    LocalNames(Collection<String> more) {
        names.add("localhost");
        names.addAll(more);
    }

    /** Whether a server that listens on an address can be reached from this machine only. */
    static boolean isOnlyHere(String address) {
        return ONLY_HERE.matcher(address).matches();
    }

    /** Whether it may be called so; without a port. */
    boolean has(String name) {
        return names.contains(name) || NUMBERS.matcher(name).matches();
    }

    /** What is said to who calls it otherwise. */
    String allowed() {
        return "Without a token this service may be called as " + String.join(", ", names)
                + " or by an address in numbers only. See api.allowed-hosts, or set a token";
    }
}
