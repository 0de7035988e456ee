package dev.drover.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipSite;
import dev.drover.testing.DroverProcess;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** No clip is lost, doubled or half there, whatever its service is at when it is killed. */
class ClipKillIT {

    /** In each of them it is killed. */
    private enum Moment {
        HOLDING,
        ENCODING,
        PUBLISHING,
        FINISHING
    }

    @TempDir
    Path folder;

    private ClipFlow clips;

    @Test
    void killedAtEachStepItMakesEachClipOnce() throws IOException {
        Path source = Files.createDirectory(folder.resolve("recordings"));
        clips = new ClipFlow(folder.resolve("data"), source, ClipSite.freePort());
        clips.record();
        Map<String, String> environment = new HashMap<>();
        environment.put("CLIPS_SOURCE", source.toString());
        environment.put("DROVER_ZONE", ClipSite.ZONE);
        environment.put("PORT", "" + clips.port());
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        environment.put("JOBS_LEASE", "15s");

        List<String> keys = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (Moment moment : Moment.values()) {
                String key = moment + " " + round;
                keys.add(key);
                try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
                    service.awaitWords("Clips:   http://127.0.0.1:");
                    eventually().until(this::answers);
                    CompletableFuture<Void> client = CompletableFuture.runAsync(() -> ask(key));
                    Awaitility.await(key)
                            .atMost(DroverProcess.PATIENCE)
                            .pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(1))
                            .until(at(moment, id(key))::getAsBoolean);
                    service.kill();
                    // It may have got no answer
                    client.exceptionally(broken -> null).join();
                }
            }
        }

        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            service.awaitWords("Clips:   http://127.0.0.1:");
            eventually().until(this::answers);
            for (String key : keys) {
                // Whoever got no answer asks again
                assertThat(ask(key).path("clip_id").asText()).isEqualTo(id(key));
            }
            for (String key : keys) {
                assertThat(ClipFlow.seconds(clips.file(clips.awaitDone(id(key)))))
                        .as(key)
                        .isBetween(19.9, 20.1);
            }
            assertThat(clips.jobs().rows()).hasSize(keys.size());
            assertThat(names("videos")).hasSize(keys.size()).allMatch(name -> name.endsWith(".mp4"));
            eventually().untilAsserted(() -> assertThat(names(".drover/clips")).isEmpty());
            service.terminate().exitCode();
        }

        // As a kill leaves them a moment after the end of a clip was recorded, and one before a clip was accepted
        String ended = id(keys.get(0));
        String accepting = UUID.randomUUID().toString();
        for (String id : List.of(ended, accepting)) {
            Files.createDirectories(
                    clips.data().resolve(".drover/clips").resolve(id).resolve("held"));
        }
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            eventually().untilAsserted(() -> assertThat(names(".drover/clips")).containsExactly(accepting));
            service.terminate().exitCode();
        }
    }

    private BooleanSupplier at(Moment moment, String id) {
        return switch (moment) {
            case HOLDING ->
                () -> Files.exists(clips.data().resolve(".drover/clips").resolve(id));
            case ENCODING -> () -> ClipFlow.runningFfmpegOf(id).isPresent();
            case PUBLISHING -> () -> names("annotations").stream().anyMatch(name -> name.contains(id));
            case FINISHING -> () -> names("videos").stream().anyMatch(name -> name.contains(id));
        };
    }

    private boolean answers() {
        try {
            return clips.get("/health").status() == 200;
        } catch (UncheckedIOException notOpen) {
            return false;
        }
    }

    private JsonNode ask(String key) {
        ClipFlow.Answer answer =
                clips.post("/clips", ClipFlow.wanted(CAMERA, MOMENT, "\"cut\":\"exact\""), "Idempotency-Key", key);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String id(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private List<String> names(String below) {
        Path wanted = clips.data().resolve(below);
        if (!Files.isDirectory(wanted)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(wanted)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
