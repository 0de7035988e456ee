-- Whose directory is gone, and has been for a while, cannot get better: they end with the last picture that showed them.
update incident set status = 'resolved', end_time = max(updated_at, start_time)
where host_name = :#${body.host} and status = 'active' and updated_at < :#${body.lostMillis}
  and directory not in (select value from json_each(:#${body.directories}))
