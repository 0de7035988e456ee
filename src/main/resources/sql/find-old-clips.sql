-- Those that ended so long ago that they are not kept, and those that were removed but not to the end; so many at a time.
select id, key, lane, request, state, reason, attempts, not_before, accepted_at, changed_at, result, detail, owner
from job
where queue = 'clip' and state in ('DONE', 'DEAD', 'DROPPED') and changed_at <= :#${bean:clipLimits?method=keptSince}
  and (owner = '' or lease_until < :#${bean:worker?method=now})
limit 500
