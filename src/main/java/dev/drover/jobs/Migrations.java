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
        this.packaged = List.copyOf(packaged);
    }

    /** Before anybody asks for a table. */
    void migrate(
            @Observes @Priority(1) StartupEvent event, @ConfigProperty(name = "migrations.wanted") boolean wanted) {
        if (wanted && !applied().containsAll(packaged)) {
            flyway.get().migrate();
        }
    }

    /** The scripts that have been applied; none where there is no table yet, or where it cannot be read: Flyway tells why. */
    private Set<String> applied() {
        Set<String> scripts = new HashSet<>();
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select script from flyway_schema_history where success")) {
            while (rows.next()) {
                scripts.add(rows.getString(1));
            }
            return scripts;
        } catch (SQLException noTable) {
            return Set.of();
        }
    }
}
