-- What clips need besides: their window, to be found by; and what came of it, as JSON.
alter table job add column window_from integer not null default 0;  -- ms since 1970
alter table job add column window_to   integer not null default 0;  -- ms since 1970
alter table job add column detail      text    not null default '';

create index job_clip on job (id) where queue = 'clip';
create index job_clip_ended on job (changed_at) where queue = 'clip' and state in ('DONE', 'DEAD', 'DROPPED');
