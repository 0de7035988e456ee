-- What was wrong with a device of a capture host, and for how long.
create table incident (
  id                text    primary key,
  host_name         text    not null,
  device_id         text    not null,
  directory         text    not null,          -- of its pictures, below capture.folder
  incident_type     text    not null check (incident_type in ('blackscreen', 'freeze', 'audio_loss', 'capture_stalled', 'capture_failed')),
  status            text    not null default 'active' check (status in ('active', 'resolved')),
  consecutive_count integer not null default 1 check (consecutive_count > 0),
  start_time        integer not null,          -- ms since 1970 of the first picture that shows it
  end_time          integer,                   -- ms since 1970 of the first that does not; null while it lasts
  metadata          text    not null,          -- what was said of the first picture, as JSON
  created_at        integer not null,          -- ms since 1970
  updated_at        integer not null,          -- ms since 1970 of the last picture that shows it
  told              text    not null default '' check (told in ('', 'active', 'resolved')),  -- what the routes know of it
  tell_attempts     integer not null default 0,
  tell_after        integer not null default 0, -- ms since 1970
  stored            integer not null default 0, -- whether its pictures are in the bucket
  store_attempts    integer not null default 0,
  store_after       integer not null default 0  -- ms since 1970
) strict;

create unique index incident_active on incident (host_name, device_id, incident_type) where status = 'active';
create index incident_last on incident (host_name, device_id, incident_type, start_time);
create index incident_untold on incident (start_time) where told <> status;
create index incident_unstored on incident (start_time) where stored = 0;
create index incident_ended on incident (end_time) where status = 'resolved';
