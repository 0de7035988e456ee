-- The last incident of each type of a device.
select id, host_name, device_id, directory, incident_type, consecutive_count, start_time, end_time, updated_at, metadata
from (select *, row_number() over (partition by incident_type order by status, start_time desc) as place
      from incident
      where host_name = :#${body.host} and device_id = :#${body.device})
where place = 1
