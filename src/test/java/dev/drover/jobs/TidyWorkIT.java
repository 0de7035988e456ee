package dev.drover.jobs;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class TidyWorkIT extends TidyWorkTest {}
