-- Records the end of an attempt; a row comes back where the job was still this worker's. What was asked for more meanwhile goes on at once.
update job set
  state         = case when revision > :#${body.revision} then 'WAITING' else :#${body.state} end,
  reason        = :#${body.reason},
  attempts      = case when :#${body.state} in ('DONE', 'INCOMPLETE') then 0 else attempts + :#${body.uncounted} end,
  not_before    = case when revision > :#${body.revision} then :#${body.nowMillis} else :#${body.notBeforeMillis} end,
  healing_since = :#${body.healingSinceMillis},
  result        = case when :#${body.result} <> '' then :#${body.result} else result end,
  owner         = '',
  changed_at    = :#${body.nowMillis}
where id = :#${body.id} and owner = :#${bean:worker?method=name}
returning state
