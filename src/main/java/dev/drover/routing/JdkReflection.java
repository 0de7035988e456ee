package dev.drover.routing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.component.exec.ExecException;
import org.apache.camel.component.exec.ExecResult;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Types of others that expressions in routes may look into; a native binary knows only those that are named here. */
@RegisterForReflection(
        targets = {
            ArrayList.class,
            Boolean.class,
            Collection.class,
            ConnectException.class,
            ConnectTimeoutException.class,
            ConnectionClosedException.class,
            Duration.class,
            Exception.class,
            ExecException.class,
            ExecResult.class,
            GenericFileOperationFailedException.class,
            HashMap.class,
            IOException.class,
            Instant.class,
            Integer.class,
            LinkedHashMap.class,
            List.class,
            Long.class,
            Map.class,
            Map.Entry.class,
            NoHttpResponseException.class,
            NoRouteToHostException.class,
            Optional.class,
            Path.class,
            RuntimeException.class,
            SQLException.class,
            SSLException.class,
            Set.class,
            SocketException.class,
            SocketTimeoutException.class,
            String.class,
            Throwable.class,
            UnknownHostException.class
        })
final class JdkReflection {

    private JdkReflection() {}
}
