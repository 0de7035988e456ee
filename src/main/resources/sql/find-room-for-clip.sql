-- A row comes back where one more clip may be accepted. Who accepts it asks again: several may have asked at once.
select 1
where (select count(*) from job where queue = 'clip' and state in ('WAITING', 'HEALING'))
    + (select count(*) from job where queue = 'clip' and state = 'RUNNING') < :#${bean:clipLimits?method=queue}
