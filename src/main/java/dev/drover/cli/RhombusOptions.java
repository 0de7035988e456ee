package dev.drover.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that talks to Rhombus. */
class RhombusOptions {

    @Option(
            names = {"-a", "--api_key", "--api-key"},
            paramLabel = "KEY",
            description = "The API key. Others on this machine can see it here: better set RHOMBUS_API_KEY.")
    private Optional<String> apiKey = Optional.empty();

    @Option(
            names = {"-c", "--cert"},
            paramLabel = "FILE",
            description = "Certificate of a certificate key (PEM); goes with -p.")
    private Optional<Path> certificate = Optional.empty();

    @Option(
            names = {"-p", "--private_key", "--private-key"},
            paramLabel = "FILE",
            description = "Private key of a certificate key (PEM).")
    private Optional<Path> privateKey = Optional.empty();

    @Option(
            names = {"-g", "--debug"},
            description = "Tell each request and each run of FFmpeg, too.")
    private boolean debug;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether to tell more, in lines. */
    boolean debug() {
        return debug;
    }

    void addTo(Map<String, String> settings) {
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw new ParameterException(command.commandLine(), "--cert and --private-key go together");
        }
        apiKey.ifPresent(key -> settings.put("rhombus.api-key", key));
        if (certificate.isPresent() && privateKey.isPresent()) {
            settings.put("rhombus.certificate", certificate.get().toString());
            settings.put("rhombus.private-key", privateKey.get().toString());
        }
        if (debug) {
            settings.put("quarkus.log.level", "DEBUG");
        }
    }
}
