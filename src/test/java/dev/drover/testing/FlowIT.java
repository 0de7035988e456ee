package dev.drover.testing;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class FlowIT extends FlowTest {}
