-- Records the end of an attempt; a row comes back where the clip was still wanted, and this worker's.
update job set
  state      = :#${body.state},
  reason     = :#${body.reason},
  attempts   = max(0, attempts + :#${body.uncounted}),
  not_before = :#${body.notBeforeMillis},
  result     = case when :#${body.result} <> '' then :#${body.result} else result end,
  detail     = :#${body.detail},
  owner      = '',
  changed_at = :#${body.nowMillis}
where id = :#${body.id} and owner = :#${bean:worker?method=name} and state = 'RUNNING'
returning state
