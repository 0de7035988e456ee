package dev.drover.routing;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Turns Java errors into failures of the exchange. A native binary throws an {@code Error} where reflection meets a type it
 * was not told of; without this guard that would end a consumer's thread silently, and with it the route.
 */
public final class ErrorGuard implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try {
                    return super.process(exchange, callback);
                } catch (Error error) {
                    // Nothing can be done any more, least of all here; an endless recursion is over when it gets here
                    if (error instanceof VirtualMachineError && !(error instanceof StackOverflowError)) {
                        throw error;
                    }
                    exchange.setException(new IllegalStateException(
                            "A fault in Drover itself, in route " + exchange.getFromRouteId() + ": " + error, error));
                    callback.done(true);
                    return true;
                }
            }
        };
    }
}
