package dev.drover.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.flywaydb.core.Flyway;

/** Drover's job table, read from outside. */
public final class JobTable {

    private final Path data;

    public JobTable(Path data) {
        this.data = data;
    }

    /** A row. */
    public record Row(
            long id,
            String key,
            String state,
            String reason,
            int attempts,
            String result,
            long leaseUntil,
            String owner,
            long healingSince) {}

    /** Since when a job that {@link #damage} has changed heals, in milliseconds since 1970. */
    public static final long DAMAGED_HEALING_SINCE = 1_750_000_000_000L;

    String url() {
        return "jdbc:sqlite:" + data.resolve(".drover/drover.db") + "?journal_mode=WAL&busy_timeout=10000";
    }

    /** The tables as Drover first had them. */
    public void createFirstVersion() {
        Flyway.configure().dataSource(url(), null, null).target("1").load().migrate();
    }

    /** All tables. */
    public List<String> names() {
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement select = connection.prepareStatement("select name from sqlite_schema");
                ResultSet rows = select.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public List<Row> rows() {
        String query = "select id, key, state, reason, attempts, result, lease_until, owner, healing_since from job";
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement select = connection.prepareStatement(query);
                ResultSet rows = select.executeQuery()) {
            List<Row> all = new ArrayList<>();
            while (rows.next()) {
                all.add(new Row(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getInt(5),
                        rows.getString(6),
                        rows.getLong(7),
                        rows.getString(8),
                        rows.getLong(9)));
            }
            return all;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public Optional<Row> byKey(String key) {
        return rows().stream().filter(row -> row.key().equals(key)).findFirst();
    }

    /** How far the alerts have been read, in milliseconds since 1970; 0 for not at all. */
    public long watermark() {
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement select =
                        connection.prepareStatement("select max(read_to) from watermark where source = 'alerts'");
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Puts a job that is due into it. */
    public void insertWaiting(String key, String lane, String request) {
        change(
                "insert into job (queue, key, lane, title, request, extent, state, not_before, accepted_at, changed_at)"
                        + " values ('footage', ?, ?, 'damaged', ?, 1, 'WAITING', 0, 0, 0)",
                key,
                lane,
                request);
    }

    /** The end of the last day that was backed up, in milliseconds since 1970; 0 for none. */
    public long backedUp() {
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement select =
                        connection.prepareStatement("select max(read_to) from watermark where source = 'backup'");
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** As if the last backup had been so many days earlier. */
    public void backedUpEarlier(int days) {
        change(
                "update watermark set read_to = read_to - 86400000 * cast(? as integer) where source = 'backup'",
                "" + days);
    }

    /** Since when all attempts at a camera have failed, in milliseconds since 1970; 0 for not at all. */
    public long failingSince(String camera) {
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement select =
                        connection.prepareStatement("select failing_since from camera where id = ?")) {
            select.setString(1, camera);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** As if they had begun to fail so much earlier. */
    public void failedEarlier(String camera, Duration earlier) {
        change(
                "update camera set failing_since = failing_since - cast(? as integer) where id = ?",
                "" + earlier.toMillis(),
                camera);
    }

    /** Makes a job that is healing, and due, of one whose request nobody can read. */
    public void damage(String key) {
        change(
                "update job set state = 'HEALING', not_before = 0, request = '{', healing_since = "
                        + DAMAGED_HEALING_SINCE + " where key = ?",
                key);
    }

    /** Has a job done again that has ended. */
    public void again(String key) {
        change("update job set state = 'WAITING', not_before = 0 where key = ?", key);
    }

    /** As if a job had ended so much earlier. */
    public void endedEarlier(String key, Duration earlier) {
        change(
                "update job set changed_at = changed_at - cast(? as integer) where key = ?",
                "" + earlier.toMillis(),
                key);
    }

    /** A clip is being removed, and Drover is killed at it. */
    public void removedHalfway(String key) {
        change("update job set state = 'DROPPED', changed_at = 0, owner = '' where key = ?", key);
    }

    /** A clip is being removed, and another worker, which is at it, has not heard of that. */
    public void beingDeleted(String key) {
        change(
                "update job set state = 'DROPPED', changed_at = 0, owner = 'somebody', lease_until = 9000000000000"
                        + " where key = ?",
                key);
    }

    /** As if there had never been such a job. */
    public void remove(String key) {
        change("delete from job where key = ?", key);
    }

    /** Lets no end of an attempt at a job be recorded until that is closed, as when the disk is full for a while. */
    public UnrecordableEnds refuseEnds(String key) {
        change("create trigger refuse_ends before update on job"
                + " when old.state = 'RUNNING' and new.owner = '' and old.key = '" + key.replace("'", "''") + "'"
                + " begin select raise(abort, 'the disk is full, says the test'); end");
        return () -> change("drop trigger refuse_ends");
    }

    /** Lets no clip be claimed until that is closed, likewise. */
    public UnrecordableEnds refuseClaimsOfClips() {
        change("create trigger refuse_claims before update on job when new.state = 'RUNNING' and old.queue = 'clip'"
                + " begin select raise(abort, 'no clip may be claimed, says the test'); end");
        return () -> change("drop trigger refuse_claims");
    }

    /** Lets no clip be accepted until that is closed, likewise. */
    public UnrecordableEnds refuseClips() {
        change("create trigger refuse_clips before insert on job when new.queue = 'clip'"
                + " begin select raise(abort, 'no clip may be accepted, says the test'); end");
        return () -> change("drop trigger refuse_clips");
    }

    /** A job table in which no end can be recorded. */
    @FunctionalInterface
    public interface UnrecordableEnds extends AutoCloseable {
        @Override
        void close();
    }

    private void change(String statement, String... values) {
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement row = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                row.setString(i + 1, values[i]);
            }
            row.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void insertRunning(String key, String lane, String request, int seconds, long accepted, long leaseUntil)
            throws SQLException {
        String insert =
                "insert into job (queue, key, lane, title, request, extent, state, not_before, owner, lease_until,"
                        + " accepted_at, changed_at) values ('footage', ?, ?, 'left over', ?, ?, 'RUNNING', 0, 'gone-worker', ?, ?, ?)";
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement row = connection.prepareStatement(insert)) {
            row.setString(1, key);
            row.setString(2, lane);
            row.setString(3, request);
            row.setInt(4, seconds);
            row.setLong(5, leaseUntil);
            row.setLong(6, accepted);
            row.setLong(7, accepted);
            row.executeUpdate();
        }
    }

    /** Makes a running job that of another worker. */
    void own(String key, String owner) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement row = connection.prepareStatement("update job set owner = ? where key = ?")) {
            row.setString(1, owner);
            row.setString(2, key);
            row.executeUpdate();
        }
    }
}
