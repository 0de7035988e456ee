package dev.drover.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

import jakarta.inject.Singleton;

/** What this process is doing, by the job table. */
@Singleton
public class RunningJobs {

    private final DataSource database;
    private final Worker worker;

    public RunningJobs(DataSource database, Worker worker) {
        this.database = database;
        this.worker = worker;
    }

    /**
     * How many jobs run here.
     *
     * @throws SQLException when the job table cannot be read
     */
    public int count() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select count(*) from job where state = 'RUNNING' and owner = ?")) {
            select.setString(1, worker.name());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
