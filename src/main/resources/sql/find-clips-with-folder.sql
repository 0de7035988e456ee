-- Of the clips that have a folder, those that are in the table, and whether they have ended.
select key, case when state in ('DONE', 'DEAD') then 'ended' else 'open' end as state
from job where queue = 'clip' and key in (:#in:${body})
