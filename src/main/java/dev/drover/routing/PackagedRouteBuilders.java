package dev.drover.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives Camel the packaged routes when it starts. Camel's own way, a pattern of files, reads every file twice: a good part of the
 * start of a native binary.
 */
@Singleton
class PackagedRouteBuilders implements RoutesBuilder {

    private final PackagedRoutes packaged;
    private final boolean wanted;
    private final List<RoutesBuilder> builders = new ArrayList<>();

    PackagedRouteBuilders(PackagedRoutes packaged, @ConfigProperty(name = PackagedRoutes.RUN) String run) {
        this.packaged = packaged;
        this.wanted = run.equals("packaged");
    }

    @Override
    public void addRoutesToCamelContext(CamelContext context) throws Exception {
        if (!wanted) {
            return;
        }
        builders.addAll(PluginHelper.getRoutesLoader(context)
                .findRoutesBuilders(packaged.wanted().stream()
                        .map(source -> ResourceHelper.fromString(source.path(), source.text()))
                        .toList()));
        // Policies first, for any route may name them
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteConfigurationsBuilder policies) {
                policies.addRouteConfigurationsToCamelContext(context);
            }
        }
        for (RoutesBuilder builder : builders) {
            builder.addRoutesToCamelContext(context);
        }
    }

    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) throws Exception {
        for (RoutesBuilder builder : builders) {
            builder.addTemplatedRoutesToCamelContext(context);
        }
    }

    @Override
    public Set<String> updateRoutesToCamelContext(CamelContext context) {
        throw new UnsupportedOperationException("RouteReload does that");
    }
}
