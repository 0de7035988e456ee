-- Says that this worker is alive, so that no other takes over what it is doing.
update job set lease_until = :#${bean:worker?method=leaseUntil}
where state = 'RUNNING' and owner = :#${bean:worker?method=name}
