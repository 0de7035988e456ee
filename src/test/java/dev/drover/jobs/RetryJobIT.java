package dev.drover.jobs;

import io.quarkus.test.junit.QuarkusIntegrationTest;

import dev.drover.testing.Operator;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class RetryJobIT extends RetryJobTest {

    @Override
    Operator operator() {
        return Operator.packaged(flow);
    }
}
