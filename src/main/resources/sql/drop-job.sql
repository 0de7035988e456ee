-- Gives a job up for good: polls that see its alert again leave it alone. Its footage, where there is some, stays on disk.
update job set state = 'DROPPED', changed_at = :#${bean:worker?method=now}
where id = :#${body} and state <> 'DROPPED' and (state <> 'RUNNING' or lease_until < :#${bean:worker?method=now})
returning id, queue, key
