-- What has begun, or is over, and nobody was told of: each is told of twice, in that order.
select id, host_name, device_id, directory, incident_type, consecutive_count, start_time, end_time, updated_at, metadata, told, tell_attempts
from incident
where told <> status and tell_after <= :#${bean:incidentTelling?method=now}
order by start_time
limit 100
