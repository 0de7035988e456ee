-- Newest first, one more than is shown: so one knows whether there are more.
select id, key, lane, request, state, reason, attempts, not_before, accepted_at, changed_at, result, detail, owner
from job
where queue = 'clip' and changed_at > 0
  and :#${body.camera} in ('', lane)
  and (:#${body.states} = '' or state in (select value from json_each(:#${body.states})))
  and window_to > :#${body.fromMillis} and window_from < :#${body.toMillis}
order by id desc
limit :#${body.limit} + 1 offset :#${body.offset}
