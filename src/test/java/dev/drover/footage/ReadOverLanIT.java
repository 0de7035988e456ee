package dev.drover.footage;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class ReadOverLanIT extends ReadOverLanTest {}
