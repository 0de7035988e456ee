-- Accepts footage that is asked for, once a key. Asking for more than before, or again by a command, does it again.
-- A row comes back where there is something new to do.
insert into job (queue, key, lane, title, request, extent, run, state, not_before, accepted_at, changed_at)
values ('footage', :#${body.key}, :#${body.cameraUuid}, :#${body.title}, :#${body.json}, :#${body.seconds}, :#${body.run},
        'WAITING', :#${body.notBeforeMillis}, :#${body.acceptedAtMillis}, :#${body.acceptedAtMillis})
on conflict (key) do update set
  title         = excluded.title,
  request       = case when excluded.extent > job.extent or (excluded.run <> '' and excluded.extent = job.extent) then excluded.request else job.request end,
  extent        = max(excluded.extent, job.extent),
  revision      = job.revision + (excluded.extent > job.extent),
  run           = case when excluded.run <> '' then excluded.run else job.run end,
  state         = case when job.state = 'RUNNING' or (job.state = 'DONE' and excluded.extent <= job.extent)
                       then job.state else 'WAITING' end,
  reason        = case when job.state = 'RUNNING' or (job.state = 'DONE' and excluded.extent <= job.extent)
                       then job.reason else '' end,
  accepted_at   = excluded.accepted_at,
  attempts      = case when job.state = 'RUNNING' then job.attempts else 0 end,
  healing_since = case when excluded.extent > job.extent then 0 else job.healing_since end,
  not_before    = excluded.not_before,
  changed_at    = excluded.changed_at
where (excluded.extent > job.extent and job.state <> 'DROPPED') or excluded.run <> ''
returning id, state, revision
