package dev.drover.ffmpeg;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class StartFfmpegIT extends StartFfmpegTest {}
