-- Whose pictures are not in the bucket yet; the newest ones have no thumbnails for a moment.
select id, host_name, device_id, directory, incident_type, consecutive_count, start_time, end_time, updated_at, metadata, store_attempts
from incident
where stored = 0 and store_after <= :#${bean:incidentTelling?method=now} and created_at <= :#${bean:incidentTelling?method=now} - 5000
order by start_time
limit 20
