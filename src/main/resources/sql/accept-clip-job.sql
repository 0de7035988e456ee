-- Accepts a clip, unless there are enough to do; a row comes back where it is accepted.
insert into job (queue, key, lane, title, request, extent, run, state, not_before, accepted_at, changed_at, window_from, window_to, detail)
select 'clip', :#${body.key}, :#${body.camera}, :#${body.title}, :#${body.json}, 1, :#${body.run}, 'WAITING', :#${body.notBeforeMillis},
       :#${body.acceptedAtMillis}, :#${body.acceptedAtMillis}, :#${body.fromMillis}, :#${body.toMillis}, :#${body.detail}
where (select count(*) from job where queue = 'clip' and state in ('WAITING', 'HEALING'))
    + (select count(*) from job where queue = 'clip' and state = 'RUNNING') < :#${bean:clipLimits?method=queue}
on conflict (key) do nothing
returning id
