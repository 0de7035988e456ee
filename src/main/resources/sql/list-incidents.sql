-- The newest of each host, device, type and status: so it has always been.
select id, host_name, device_id, directory, incident_type, status, consecutive_count, start_time, end_time, metadata, created_at, updated_at
from (select *, row_number() over (partition by host_name, device_id, incident_type, status order by start_time desc) as place
      from incident
      where :#${body.status} in ('', status)
        and :#${body.host} in ('', host_name)
        and :#${body.device} in ('', device_id)
        and :#${body.type} in ('', incident_type))
where place = 1
order by start_time desc
limit :#${body.limit}
