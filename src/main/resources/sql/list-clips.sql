-- Newest first, one more than is shown: so one knows whether there are more. What waits is as in read-clip.sql.
select id, key, lane, request, shown as state, reason, attempts, not_before, accepted_at, changed_at, result, detail, owner
from (
  select *,
    case when state = 'RUNNING' and owner = :#${bean:worker?method=name}
      and id not in (select value from json_each(:#${bean:worker?method=inHand})) then 'WAITING' else state end as shown
  from job)
where queue = 'clip' and changed_at > 0
  and :#${body.camera} in ('', lane)
  and (:#${body.states} = '' or shown in (select value from json_each(:#${body.states})))
  and window_to > :#${body.fromMillis} and window_from < :#${body.toMillis}
order by id desc
limit :#${body.limit} + 1 offset :#${body.offset}
