-- Those that were removed are not there (drop-clip.sql). One of ours that nobody is at any more, as its end could not be recorded, waits.
select id, key, lane, request,
  case when state = 'RUNNING' and owner = :#${bean:worker?method=name}
    and id not in (select value from json_each(:#${bean:worker?method=inHand})) then 'WAITING' else state end as state,
  reason, attempts, not_before, accepted_at, changed_at, result, detail, owner
from job
where queue = 'clip' and key = :#${body.key} and changed_at > 0
