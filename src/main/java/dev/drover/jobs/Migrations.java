package dev.drover.jobs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables up to date when Drover starts. Flyway takes a tenth of the start to find out that there is nothing to do, as
 * there is at each start but the first of a version; so its own table is asked first.
 */
@Singleton
class Migrations {

    private final DataSource database;
    private final Instance<Flyway> flyway;
    private final List<String> packaged;

    Migrations(
            DataSource database,
            Instance<Flyway> flyway,
            @ConfigProperty(name = "migrations.packaged") List<String> packaged) {
        this.database = database;
        this.flyway = flyway;
        this.packaged = packaged.stream().map(Migrations::version).toList();
    }

    /** Before anybody asks for a table. */
    void migrate(
            @Observes @Priority(1) StartupEvent event, @ConfigProperty(name = "migrations.wanted") boolean wanted) {
        if (wanted && !upToDate()) {
            flyway.get().migrate();
        }
    }

    boolean upToDate() {
        return applied().containsAll(packaged);
    }

    /** Of {@code V2__camera.sql}: 2. */
    private static String version(String script) {
        return script.substring(1, script.indexOf("__"));
    }

    /** The versions that have been applied; none where there is no table yet, or where it cannot be read: Flyway tells why. */
    private Set<String> applied() {
        Set<String> versions = new HashSet<>();
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select version from flyway_schema_history where success")) {
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
            return versions;
        } catch (SQLException noTable) {
            return Set.of();
        }
    }
}
