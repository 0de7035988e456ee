-- Notes since when all attempts at footage of a camera have failed, for those who watch its health. A stop says nothing of it.
insert into camera (id, failing_since, title, reason)
select lane, case when :#${body.result} = '' then :#${body.nowMillis} else 0 end, title, :#${body.reason}
from job
where id = :#${body.id} and :#${body.uncounted} = 0
on conflict (id) do update set
  failing_since = case when camera.failing_since = 0 or excluded.failing_since = 0
                       then excluded.failing_since else camera.failing_since end,
  title         = excluded.title,
  reason        = excluded.reason
