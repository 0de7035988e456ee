package dev.drover;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import org.junit.jupiter.api.Test;

import dev.drover.testing.RouteFile;
import dev.drover.testing.SettingsFile;
import dev.drover.testing.SettingsRules;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds {@code application.properties} true: it is the user's reference and the packaged default. */
class ConfigurationTest {

    private final SettingsFile file = SettingsFile.ofThisProject();

    @Test
    void everySettingIsThereOnce() {
        assertThat(SettingsRules.eachOnce(file)).isEmpty();
    }

    @Test
    void everySettingSaysWhatItMeansItsDefaultAndItsUnit() {
        assertThat(SettingsRules.commented(file)).isEmpty();
    }

    @Test
    void theFileAndTheTypedSettingsAreTheSame() {
        Set<String> used = RouteFile.under(Path.of("routes")).stream()
                .flatMap(route -> route.settings().stream())
                .collect(Collectors.toSet());
        assertThat(SettingsRules.mapped(file, members(), used)).isEmpty();
    }

    @Test
    void noTwoMappingsDeclareOneSetting() {
        assertThat(members()).extracting(SettingsRules.Member::key).doesNotHaveDuplicates();
    }

    private static List<SettingsRules.Member> members() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.drover").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .flatMap(mapping -> SettingsRules.membersOf(mapping).stream())
                        .toList();
    }
}
