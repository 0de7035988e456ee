-- One incident of a type is open at a time: one that is there already stays as it is.
insert into incident (id, host_name, device_id, directory, incident_type, consecutive_count, start_time, metadata, created_at, updated_at)
values (:#${body.incident.id}, :#${body.incident.host}, :#${body.incident.device}, :#${body.incident.directory}, :#${body.incident.typeName},
        :#${body.incident.count}, :#${body.incident.startMillis}, :#${body.incident.metadata}, :#${bean:incidentTelling?method=now},
        :#${body.incident.updatedMillis})
on conflict do nothing
