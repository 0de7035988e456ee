package dev.drover.routing;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Lets the error policy of a calling route decide about a failure that the policy of a called route could not mend. Camel
 * marks such a failure as exhausted, and then no other policy touches it: a poll would not say why it failed, and a job would
 * stay running.
 */
final class PolicyBorder implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        if (!(definition instanceof ToDefinition call)
                || !String.valueOf(call.getEndpointUri()).startsWith("direct:")) {
            return target;
        }
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(exchange, doneSync -> {
                    if (exchange.getException() != null) {
                        ExchangeExtension flags = exchange.getExchangeExtension();
                        flags.setRedeliveryExhausted(false);
                        flags.setFailureHandled(false);
                        flags.setErrorHandlerHandled(null);
                    }
                    callback.done(doneSync);
                });
            }
        };
    }
}
