package dev.drover.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import picocli.CommandLine;

/** The version of this build, as {@code --version} tells it. */
class BuildVersion implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Drover " + version()};
    }

    /** Lets every command answer {@code --version}, as it answers {@code --help}. */
    static void tellBy(CommandLine commandLine) {
        commandLine.getCommandSpec().versionProvider(new BuildVersion());
        commandLine.getSubcommands().values().forEach(BuildVersion::tellBy);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream file = BuildVersion.class.getClassLoader().getResourceAsStream("version.properties")) {
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("version");
    }
}
