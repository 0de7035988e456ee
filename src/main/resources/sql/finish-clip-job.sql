-- Records the end of an attempt; a row comes back where the clip was still wanted, and this worker's. What heals with footage fails with a
-- clip: since the end of the first of the attempts that have failed.
update job set
  state      = :#${body.state},
  reason     = :#${body.reason},
  attempts   = max(0, attempts + :#${body.uncounted}),
  not_before = :#${body.notBeforeMillis},
  healing_since = :#${body.failingSinceMillis},
  result     = case when :#${body.result} <> '' then :#${body.result} else result end,
  detail     = :#${body.detail},
  owner      = '',
  changed_at = :#${body.nowMillis}
where id = :#${body.id} and owner = :#${bean:worker?method=name} and state = 'RUNNING'
returning state
