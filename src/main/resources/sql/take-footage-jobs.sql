-- Claims what is due, in one statement: one job a camera, as many as there are free workers, cameras without trouble first.
-- A job whose worker has not been heard of until its lease ended counts as due, and so does one whose end this worker could
-- not record.
update job set
  state       = 'RUNNING',
  owner       = :#${bean:worker?method=name},
  lease_until = :#${bean:worker?method=leaseUntil},
  attempts    = attempts + 1,
  changed_at  = :#${bean:worker?method=now}
where id in (
  select min(due.id)
  from job due
  where due.queue = 'footage'
    and ((due.state in ('WAITING', 'HEALING') and due.not_before <= :#${bean:worker?method=now})
      or (due.state = 'RUNNING' and due.lease_until < :#${bean:worker?method=now}))
    and due.id not in (select value from json_each(:#${bean:worker?method=inHand}))
    and :#${bean:worker?method=run} in ('', due.run)
    and not exists (
      select 1 from job busy
      where busy.queue = 'footage' and busy.state = 'RUNNING' and busy.lane = due.lane
        and busy.lease_until >= :#${bean:worker?method=now})
  group by due.lane
  order by max(due.attempts > 0), min(due.id)
  limit :#${bean:worker?method=free}
)
returning id, queue, key, request, state, attempts, revision, accepted_at, healing_since, result
