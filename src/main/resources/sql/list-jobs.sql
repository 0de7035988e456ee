select id, key, lane, title, request, extent, run, state, reason, attempts, revision, not_before, accepted_at, changed_at,
       healing_since, result, owner
from job
where (:#${body.run} = '' or run = :#${body.run})
  and (state = :#${body.state} or (:#${body.state} = '' and (state <> 'DROPPED' or :#${body.id} <> 0)))
  and (:#${body.id} = 0 or id = :#${body.id})
order by id desc
limit :#${body.most}
