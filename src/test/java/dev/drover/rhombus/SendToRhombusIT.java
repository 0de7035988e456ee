package dev.drover.rhombus;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class SendToRhombusIT extends SendToRhombusTest {}
