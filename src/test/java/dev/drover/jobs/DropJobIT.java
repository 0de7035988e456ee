package dev.drover.jobs;

import io.quarkus.test.junit.QuarkusIntegrationTest;

import dev.drover.testing.Operator;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class DropJobIT extends DropJobTest {

    @Override
    Operator operator() {
        return Operator.packaged(flow);
    }
}
