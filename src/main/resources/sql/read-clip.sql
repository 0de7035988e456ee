-- Those that were removed are not there (drop-clip.sql).
select id, key, lane, request, state, reason, attempts, not_before, accepted_at, changed_at, result, detail, owner
from job
where queue = 'clip' and key = :#${body.key} and changed_at > 0
