-- Claims what is due, in one statement, as many as there are free workers. Cameras take turns: first those of which the fewest
-- clips are being made. A job whose worker has not been heard of until its lease ended counts as due.
update job set
  state       = 'RUNNING',
  owner       = :#${bean:worker?method=name},
  lease_until = :#${bean:worker?method=leaseUntil},
  attempts    = attempts + 1,
  changed_at  = :#${bean:worker?method=now}
where id in (
  select id from (
    select due.id as id,
           row_number() over (partition by due.lane order by due.id)
             + (select count(*) from job busy
                where busy.queue = 'clip' and busy.state = 'RUNNING' and busy.lane = due.lane
                  and busy.lease_until >= :#${bean:worker?method=now}) as turn
    from job due
    where due.queue = 'clip'
      and ((due.state in ('WAITING', 'HEALING') and due.not_before <= :#${bean:worker?method=now})
        or (due.state = 'RUNNING' and due.lease_until < :#${bean:worker?method=now}))
      and due.id not in (select value from json_each(:#${bean:worker?method=inHand}))
      and :#${bean:worker?method=run} in ('', due.run))
  order by turn, id
  limit max(0, :#${bean:clipLimits?method=workers} - (
    select count(*) from job mine
    where mine.queue = 'clip' and mine.state = 'RUNNING' and mine.owner = :#${bean:worker?method=name}
      and mine.lease_until >= :#${bean:worker?method=now}))
)
returning id, queue, key, request, state, attempts, revision, accepted_at, healing_since, result
