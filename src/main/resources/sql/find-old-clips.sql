-- Those that ended so long ago that they are not kept; so many at a time.
select id, key, lane, request, state, reason, attempts, not_before, accepted_at, changed_at, result, detail, owner
from job
where queue = 'clip' and state in ('DONE', 'DEAD', 'DROPPED') and changed_at <= :#${bean:clipLimits?method=keptSince}
limit 500
