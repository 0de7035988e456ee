package dev.drover.reolink;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class AskNvrIT extends AskNvrTest {}
