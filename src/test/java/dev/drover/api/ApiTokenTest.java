package dev.drover.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiTokenTest {

    @TempDir
    Path folder;

    @Test
    void withoutOneEverybodyMayCome() {
        ApiToken token = token();
        assertThat(token.needed()).isFalse();
        assertThat(token.shownBy(Optional.empty())).isTrue();
    }

    @Test
    void itIsShownAsABearerTokenOrAPassword() {
        ApiToken token = token("api.token", "s3cret");
        assertThat(token.needed()).isTrue();
        assertThat(token.shownBy(Optional.of("Bearer s3cret"))).isTrue();
        assertThat(token.shownBy(Optional.of("bearer  s3cret "))).isTrue();
        assertThat(token.shownBy(Optional.of(basic("me:s3cret")))).isTrue();
        assertThat(token.shownBy(Optional.empty())).isFalse();
        for (String wrong :
                new String[] {"Bearer s3cre", "Bearer s3crets", "Bearer", "s3cret", "Basic !", "Basic ", ""}) {
            assertThat(token.shownBy(Optional.of(wrong))).as(wrong).isFalse();
        }
        assertThat(token.shownBy(Optional.of(basic("s3cret:me")))).isFalse();
    }

    @Test
    void itIsReadFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
        assertThat(token("api.token-file", file.toString()).shownBy(Optional.of("Bearer s3cret")))
                .isTrue();
    }

    @Test
    void anEmptyOneIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "\n");
        assertThatThrownBy(() -> token("api.token-file", file.toString())).hasMessageContaining("empty");
        assertThatThrownBy(() -> token("api.token-file", folder.resolve("none").toString()))
                .hasMessageContaining("cannot be read");
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static ApiToken token(String... settings) {
        return new ApiToken(Mappings.of(ApiSettings.class, settings));
    }
}
