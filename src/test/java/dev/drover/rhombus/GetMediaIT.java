package dev.drover.rhombus;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class GetMediaIT extends GetMediaTest {}
