-- Says that this worker is alive, so that no other takes over what it is doing. A job whose end it could not record is not
-- among that: its lease ends.
update job set lease_until = :#${bean:worker?method=leaseUntil}
where state = 'RUNNING' and owner = :#${bean:worker?method=name}
  and id in (select value from json_each(:#${bean:worker?method=inHand}))
