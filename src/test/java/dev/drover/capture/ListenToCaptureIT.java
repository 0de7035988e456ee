package dev.drover.capture;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class ListenToCaptureIT extends ListenToCaptureTest {}
