package dev.drover.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import org.junit.jupiter.api.Test;

import dev.drover.testing.SettingsRules.Member;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsRulesTest {

    private static final String GOOD = """
            # Footage, the main job

            # How many downloads run at the same time. Default: 4 downloads
            herd.workers=4
            # How long a file is tried again until it is whole.
            # Default: 24h
            herd.heal-for=24h
            # How many at the very most. Default: none, there is no limit
            #herd.limit=
            # Where a camera's files go. Default: none, they go where all others go
            #herd.cameras.*.folder=
            # What to ask first. Default: true
            herd.network.lan-first=true
            # When to look for alerts. Default: 0/15 * * * * ? (quartz)
            herd.poll.cron=0/15 * * * * ?
            # How much is written about Camel. Default: WARN
            quarkus.log.category."org.apache.camel".level=WARN
            """;

    private static final Set<String> ROUTES = Set.of("herd.poll.cron");

    @ConfigMapping(prefix = "herd")
    interface Herd {
        @WithDefault("4")
        int workers();

        Duration healFor();

        OptionalInt limit();

        Map<String, Camera> cameras();

        Network network();

        interface Camera {
            Optional<String> folder();
        }

        interface Network {
            @WithName("lan-first")
            boolean lan();
        }
    }

    @Test
    void aGoodFileIsGood() {
        assertThat(complaints(GOOD)).isEmpty();
        assertThat(SettingsFile.of(GOOD).keys())
                .containsExactlyInAnyOrder(
                        "herd.workers",
                        "herd.heal-for",
                        "herd.limit",
                        "herd.cameras.*.folder",
                        "herd.network.lan-first",
                        "herd.poll.cron",
                        "quarkus.log.category.\"org.apache.camel\".level");
    }

    @Test
    void membersAreFound() {
        assertThat(SettingsRules.membersOf(Herd.class))
                .containsExactlyInAnyOrder(
                        new Member("herd.workers", Optional.of("4"), false),
                        new Member("herd.heal-for", Optional.empty(), true),
                        new Member("herd.limit", Optional.empty(), false),
                        new Member("herd.cameras.*.folder", Optional.empty(), false),
                        new Member("herd.network.lan-first", Optional.empty(), true));
    }

    @Test
    void aCameraOfTheUsersIsCovered() {
        assertThat(new Member("herd.cameras.*.folder", Optional.empty(), false)
                        .covers("herd.cameras.\"gate 1\".folder"))
                .isTrue();
    }

    @Test
    void whatIsWrongIsFound() {
        assertThat(broken("herd.heal-for=24h", "herd.heal-for=24h\n# Again. Default: 1h\nherd.heal-for=1h"))
                .anyMatch(it -> it.contains("2 times"));
        assertThat(broken("# How much is written about Camel. Default: WARN\n", ""))
                .anyMatch(it -> it.contains("the comment above"));
        assertThat(broken("How much is written about Camel. ", "")).anyMatch(it -> it.contains("the comment above"));
        assertThat(broken("about Camel. Default: WARN", "about Camel."))
                .anyMatch(it -> it.contains("the comment above"));
        assertThat(broken("Default: 24h", "Default: 2h")).anyMatch(it -> it.contains("the value is 24h"));
        assertThat(broken("Default: 24h", "Default: 24hours")).anyMatch(it -> it.contains("the value is 24h"));
        assertThat(broken("Default: 4 downloads", "Default: 4")).anyMatch(it -> it.contains("what is counted"));
        assertThat(broken("Default: none, there is no limit", "Default: 3 files"))
                .anyMatch(it -> it.contains("the value is none"));
        assertThat(broken("herd.heal-for=", "herd.heal_for="))
                .anyMatch(it -> it.contains("herd.heal-for is not in"))
                .anyMatch(it -> it.contains("nothing uses it"));
        assertThat(broken("herd.heal-for=24h", "#herd.heal-for=")).anyMatch(it -> it.contains("needs a value"));
        assertThat(broken("4 downloads\nherd.workers=4", "5 downloads\nherd.workers=5"))
                .anyMatch(it -> it.contains("@WithDefault says 4"));
        assertThat(broken("herd.poll.cron", "herd.pull.cron")).anyMatch(it -> it.contains("nothing uses it"));
    }

    private static List<String> broken(String good, String bad) {
        assertThat(GOOD).contains(good);
        return complaints(GOOD.replace(good, bad));
    }

    private static List<String> complaints(String text) {
        SettingsFile file = SettingsFile.of(text);
        return List.of(
                        SettingsRules.eachOnce(file),
                        SettingsRules.commented(file),
                        SettingsRules.mapped(file, SettingsRules.membersOf(Herd.class), ROUTES))
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}
