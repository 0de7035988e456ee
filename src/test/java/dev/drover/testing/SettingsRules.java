package dev.drover.testing;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import io.smallrye.config.common.utils.StringUtil;

import dev.drover.testing.SettingsFile.Setting;

/** The house rules for {@code application.properties}; each answers with what is wrong, and with nothing when nothing is. */
public final class SettingsRules {

    /**
     * A setting as a {@code @ConfigMapping} declares it.
     *
     * @param key with {@code *} where a map's key stands
     * @param needed whether the application does not start without a value
     */
    public record Member(String key, Optional<String> defaultValue, boolean needed) {
        boolean covers(String name) {
            String pattern = Pattern.quote(key).replace("*", "\\E(\"[^\"]+\"|[^.]+)\\Q");
            return name.matches(pattern);
        }
    }

    /** Settings of others, which need no mapping of ours. */
    private static final List<String> FOREIGN = List.of("quarkus.", "camel.");

    private static final Set<String> WHOLE_NUMBERS = Set.of("int", "long", "double");

    private SettingsRules() {}

    public static List<String> eachOnce(SettingsFile file) {
        return file.settings().stream()
                .collect(Collectors.groupingBy(Setting::key, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .map(same -> "is there " + same.size() + " times: " + same)
                .toList();
    }

    /**
     * Each setting has a comment of its own that ends with its default as it stands there and, where that is a bare number,
     * what it counts: {@code # How many downloads run at once. Default: 4 downloads}. What has no default says
     * {@code Default: none} and what that means.
     */
    public static List<String> commented(SettingsFile file) {
        List<String> found = new ArrayList<>();
        for (Setting setting : file.settings()) {
            String[] parts = setting.comment().split("Default: ?", -1);
            if (parts.length != 2 || parts[0].isBlank()) {
                found.add(setting + ": the comment above says what it means, then 'Default: " + setting.value() + "'");
                continue;
            }
            String said = parts[1].strip();
            String value = setting.set() && !setting.value().isEmpty() ? setting.value() : "none";
            if (!said.matches("(?s)" + Pattern.quote(value) + "(?![A-Za-z0-9]).*")) {
                found.add(setting + ": the comment says 'Default: " + said + "', the value is " + value);
            } else if (value.matches("-?[0-9.]+")
                    && !said.substring(value.length()).matches("(?s)\\s*\\(?[a-zA-Z%/].*")) {
                found.add(setting + ": say what is counted: 'Default: " + value + " seconds' or the like");
            }
        }
        return found;
    }

    /** The file and the typed settings of the application are the same, and agree on the defaults. */
    public static List<String> mapped(SettingsFile file, Collection<Member> members, Set<String> usedInRoutes) {
        List<String> found = new ArrayList<>();
        for (Member member : members) {
            List<Setting> here = file.settings().stream()
                    .filter(it -> member.covers(it.key()))
                    .toList();
            if (here.isEmpty()) {
                found.add(member.key() + " is not in application.properties");
            }
            for (Setting setting : here) {
                if (member.needed() && (!setting.set() || setting.value().isEmpty())) {
                    found.add(setting + ": needs a value, or be Optional");
                }
                member.defaultValue()
                        .filter(value -> !value.equals(setting.value()) || !setting.set())
                        .ifPresent(value -> found.add(setting + ": @WithDefault says " + value + ", the file says "
                                + setting.value() + "; leave @WithDefault out, the file is the default"));
            }
        }
        for (Setting setting : file.settings()) {
            boolean foreign = FOREIGN.stream().anyMatch(setting.key()::startsWith);
            boolean known = members.stream().anyMatch(member -> member.covers(setting.key()));
            if (!foreign && !known && !usedInRoutes.contains(setting.key())) {
                found.add(setting + ": nothing uses it");
            }
        }
        return found;
    }

    /** All settings that an interface with {@code @ConfigMapping} declares, nested ones, too. */
    public static List<Member> membersOf(Class<?> mapping) {
        ConfigMapping annotation = mapping.getAnnotation(ConfigMapping.class);
        List<Member> found = new ArrayList<>();
        collect(mapping, annotation.prefix(), annotation.namingStrategy(), false, found);
        return List.copyOf(found);
    }

    private static void collect(
            Class<?> group, String prefix, ConfigMapping.NamingStrategy naming, boolean optional, List<Member> found) {
        for (Method method : group.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || method.getParameterCount() > 0) {
                continue;
            }
            String name = nameOf(method, method.getName(), naming);
            String key = method.isAnnotationPresent(WithParentName.class) ? prefix : join(prefix, name);
            add(method, method.getGenericReturnType(), key, naming, optional || method.isDefault(), found);
        }
    }

    private static void add(
            Method method,
            Type type,
            String key,
            ConfigMapping.NamingStrategy naming,
            boolean optional,
            List<Member> found) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw.equals(Optional.class)) {
                add(method, arguments[0], key, naming, true, found);
                return;
            }
            if (raw.equals(Map.class)) {
                // What can do without a name stands for those that have one
                String name = method.isAnnotationPresent(WithUnnamedKey.class) ? key : join(key, "*");
                add(method, arguments[1], name, naming, true, found);
                return;
            }
        }
        if (type instanceof Class<?> group
                && group.isInterface()
                && group.getName().startsWith("dev.drover.")) {
            collect(group, key, naming, optional, found);
            return;
        }
        Optional<String> value =
                Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value);
        boolean optionalNumber = type instanceof Class<?> raw
                && raw.getName().startsWith("java.util.Optional")
                && WHOLE_NUMBERS.contains(
                        raw.getSimpleName().replace("Optional", "").toLowerCase(Locale.ROOT));
        found.add(new Member(key, value, !optional && !optionalNumber && value.isEmpty()));
    }

    private static String nameOf(AnnotatedElement element, String name, ConfigMapping.NamingStrategy naming) {
        WithName given = element.getAnnotation(WithName.class);
        if (given != null) {
            return given.value();
        }
        return switch (naming) {
            case VERBATIM -> name;
            case SNAKE_CASE -> StringUtil.skewer(name, '_');
            case KEBAB_CASE -> StringUtil.skewer(name);
        };
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }
}
