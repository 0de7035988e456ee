/** What routes need of Camel that YAML cannot say: routes made while it runs, thread pools, errors that must not kill a consumer. */
package dev.drover.routing;
