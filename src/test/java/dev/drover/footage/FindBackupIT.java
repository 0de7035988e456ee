package dev.drover.footage;

import io.quarkus.test.junit.QuarkusIntegrationTest;

import dev.drover.testing.Operator;

/** The same beside the packaged program. */
@QuarkusIntegrationTest
class FindBackupIT extends FindBackupTest {

    @Override
    Operator operator() {
        return Operator.packaged(flow);
    }
}
