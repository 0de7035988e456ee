package dev.drover.timelapse;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class NameChannelIT extends NameChannelTest {}
