package dev.drover.clips;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class RefuseClipIT extends RefuseClipTest {}
