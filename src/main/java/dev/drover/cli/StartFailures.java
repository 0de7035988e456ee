package dev.drover.cli;

import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.smallrye.config.ConfigValidationException;

/** Ends the process; where Drover could not start, with one line for each reason. */
final class StartFailures {

    private static final Pattern CODE = Pattern.compile("SRCFG\\d+:\\s*");
    private static final Pattern WRONG_VALUE = Pattern.compile(
            "The config property (\\S+) with the config value \"(.*?)\" threw an Exception.*", Pattern.DOTALL);
    private static final Pattern NO_VALUE =
            Pattern.compile("The config property (\\S+) .*could not be found.*", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in .* does not map to any root.*", Pattern.DOTALL);

    private StartFailures() {}

    static void exit(Integer code, Throwable failure) {
        if (failure == null) {
            System.exit(code);
        }
        List<Throwable> chain = chain(failure);
        Optional<ConfigValidationException> settings = chain.stream()
                .filter(ConfigValidationException.class::isInstance)
                .map(ConfigValidationException.class::cast)
                .findFirst();
        if (settings.isPresent()) {
            for (int i = 0; i < settings.get().getProblemCount(); i++) {
                System.err.println(words(settings.get().getProblem(i).getMessage()));
            }
            System.exit(Drover.WRONG_USAGE);
        }
        System.err.println("Drover could not start: " + words(chain));
        System.exit(code == 0 ? Drover.FAILED : code);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null && !chain.contains(each); each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    /** What is wrong with a setting, in our words and with the place where it was set. */
    private static String words(String problem) {
        String plain = CODE.matcher(problem).replaceAll("").replaceFirst("^java\\.[\\w.]+: ", "");
        Matcher unknown = UNKNOWN.matcher(plain);
        if (unknown.matches()) {
            return Settings.current().unknownKey(unknown.group(1)).getMessage();
        }
        Matcher wrong = WRONG_VALUE.matcher(plain);
        if (wrong.matches()) {
            return Settings.current()
                    .wrong(wrong.group(1), expected(wrong.group(1), plain))
                    .getMessage();
        }
        Matcher none = NO_VALUE.matcher(plain);
        return none.matches() ? "The setting " + none.group(1) + " has no value" : plain.replaceAll("\\s*\\R\\s*", " ");
    }

    private static String expected(String key, String problem) {
        if (key.startsWith("quarkus.log.") && key.endsWith("level")) {
            return "it must be ERROR, WARN, INFO or DEBUG";
        }
        if (key.equals("storage.reserve")) {
            return "it must be a size such as 500K, 64M or 2G";
        }
        if (key.equals("footage.lan-trust") || key.equals("nvr.trust")) {
            return "it must be first-use or pinned";
        }
        if (problem.contains("Duration") || problem.contains("duration")) {
            return Settings.noDuration();
        }
        if (problem.contains("NumberFormatException")
                || problem.contains("integer")
                || problem.contains("For input")
                || problem.contains("number")) {
            return "it must be a whole number";
        }
        return "that cannot be understood";
    }

    private static String words(List<Throwable> chain) {
        boolean portInUse = chain.stream()
                .anyMatch(each -> each instanceof BindException
                        || String.valueOf(each.getMessage()).contains("in use"));
        if (portInUse) {
            String api = Settings.current().value(Settings.API_PORT).orElse("");
            boolean ofApi = chain.stream().anyMatch(each -> String.valueOf(each).matches("(?s).*\\b" + api + "\\b.*"));
            String setting = ofApi ? Settings.API_PORT : Settings.PORT;
            return setting + " is "
                    + Settings.current().value(setting).orElse("")
                    + ", and another program uses that port. Set it to a free one, or stop the other program (is it Drover"
                    + " itself?)";
        }
        Throwable cause = chain.get(chain.size() - 1);
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        // Its shared memory is a file beside it
        if (message.contains("SQLITE_FULL") || message.contains("SQLITE_IOERR_SHM")) {
            return "no space left on the disk of the data folder. Make room, or set drover.data to another folder";
        }
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
