-- Marks a clip as removed: from then on nobody finds it, or begins to make it. Its row stays until its files are gone. Answers whether
-- somebody is at it.
update job set state = 'DROPPED', changed_at = 0
where queue = 'clip' and key = :#${body.key}
returning case when owner <> '' and lease_until >= :#${bean:worker?method=now} then 'RUNNING' else state end as state
