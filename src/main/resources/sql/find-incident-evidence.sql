-- What incidents that are kept show; those that last first.
select directory, status, metadata from incident
where host_name = :#${body.host} and (status = 'active' or end_time >= :#${body.sinceMillis})
