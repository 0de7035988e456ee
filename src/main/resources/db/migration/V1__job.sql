-- Accepted work. A row stays until its result is in place, and then tells where that is.
create table job (
  id            integer primary key,
  queue         text    not null,             -- what kind of work: footage
  key           text    not null unique,      -- one result a key, however often it is asked for
  lane          text    not null,             -- at most one job of a lane runs at a time: the camera
  title         text    not null,             -- what a person calls it
  request       text    not null,             -- what was asked, as JSON
  extent        integer not null,             -- how much was asked; asking for more does the job again
  run           text    not null default '',  -- the command that waits for it; empty for the service
  state         text    not null check (state in ('WAITING', 'RUNNING', 'HEALING', 'DONE', 'INCOMPLETE', 'DEAD', 'DROPPED')),
  reason        text    not null default '',  -- why it is not done
  attempts      integer not null default 0,   -- since the last success
  revision      integer not null default 1,   -- counts up when more is asked while it runs
  not_before    integer not null,             -- ms since 1970
  owner         text    not null default '',
  lease_until   integer not null default 0,   -- ms since 1970
  accepted_at   integer not null,             -- ms since 1970
  changed_at    integer not null,             -- ms since 1970
  healing_since integer not null default 0,   -- ms since 1970 of the first incomplete result
  result        text    not null default ''   -- the file, relative to the data folder
) strict;

create index job_due on job (queue, lane, id) where state in ('WAITING', 'HEALING');
create index job_running on job (queue, lane) where state = 'RUNNING';
create index job_run on job (run) where run <> '';

-- How far a source has been read.
create table watermark (
  source  text    primary key,
  read_to integer not null                    -- ms since 1970
) strict;
