package dev.drover.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import jakarta.inject.Singleton;

/** What is being done and what is to be done, by the job table. */
@Singleton
public class RunningJobs {

    /** The conditions are those of the indexes: what has ended is not looked at, however much it is. */
    private static final String OPEN = """
            select coalesce(sum(state = 'WAITING'), 0), coalesce(sum(state = 'HEALING'), 0),
                   (select count(*) from job where state = 'RUNNING'), coalesce(max(? - not_before), 0)
            from job where state in ('WAITING', 'HEALING')
            """;

    /** As many rows as there are cameras in trouble, and for each a look at the indexes of what is open. */
    private static final String FAILING = """
            select title, failing_since, reason from camera
            where failing_since between 1 and ?
              and (exists (select 1 from job where queue = 'footage' and lane = camera.id
                             and state in ('WAITING', 'HEALING') and attempts > 0)
                or exists (select 1 from job where queue = 'footage' and lane = camera.id
                             and state = 'RUNNING' and attempts > 1))
            order by failing_since
            """;

    private final DataSource database;
    private final Worker worker;

    public RunningJobs(DataSource database, Worker worker) {
        this.database = database;
        this.worker = worker;
    }

    /**
     * How many jobs of a queue run here.
     *
     * @throws SQLException when the job table cannot be read
     */
    public int running(String queue) throws SQLException {
        return count("queue = ? and state = 'RUNNING' and owner = ?", queue, worker.name());
    }

    private int count(String condition, String... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from job where " + condition)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /**
     * Demands that the job table can be written, by writing one page of it that stays as it is.
     *
     * @throws SQLException when it cannot, as on a full disk
     */
    public void demandWritable() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement write = connection.createStatement()) {
            // Nobody reads that number
            write.execute("pragma user_version = 0");
        }
    }

    /**
     * How many jobs of a queue wait.
     *
     * @throws SQLException when the job table cannot be read
     */
    public int waiting(String queue) throws SQLException {
        return count("queue = ? and state in ('WAITING', 'HEALING')", queue);
    }

    /**
     * Whether the job of a key is waiting or running.
     *
     * @throws SQLException when the job table cannot be read
     */
    public boolean isOpen(String key) throws SQLException {
        return count("key = ? and state in ('WAITING', 'HEALING', 'RUNNING')", key) > 0;
    }

    /**
     * All accepted work that has not ended, also that of other workers.
     *
     * @throws SQLException when the job table cannot be read
     */
    public OpenJobs open() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(OPEN)) {
            select.setLong(1, worker.now());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return new OpenJobs(
                        rows.getInt(1), rows.getInt(2), rows.getInt(3), Math.max(0, rows.getLong(4)) / 1000.0);
            }
        }
    }

    /**
     * The cameras that have footage to give, and of which every attempt has failed for so long; the longest first.
     *
     * @throws SQLException when the job table cannot be read
     */
    public List<FailingCamera> failingFor(Duration time) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(FAILING)) {
            select.setLong(1, worker.now() - time.toMillis());
            try (ResultSet rows = select.executeQuery()) {
                List<FailingCamera> failing = new ArrayList<>();
                while (rows.next()) {
                    failing.add(new FailingCamera(
                            rows.getString(1), Instant.ofEpochMilli(rows.getLong(2)), rows.getString(3)));
                }
                return failing;
            }
        }
    }
}
