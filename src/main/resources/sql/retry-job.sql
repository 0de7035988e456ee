-- Does a job again as if it had just been accepted, whatever became of it.
update job set
  state = 'WAITING', reason = '', attempts = 0, healing_since = 0, not_before = :#${bean:worker?method=now},
  accepted_at = :#${bean:worker?method=now}, changed_at = :#${bean:worker?method=now}
where id = :#${body} and state <> 'DROPPED' and (state <> 'RUNNING' or lease_until < :#${bean:worker?method=now})
returning id
