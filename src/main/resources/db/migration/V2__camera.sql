-- How the downloads of a camera fare. One row a camera, however many jobs it has had.
create table camera (
  id            text    primary key,          -- the lane of its jobs
  failing_since integer not null,             -- ms since 1970; 0 where the last attempt brought a file
  title         text    not null,             -- what the last attempt was at
  reason        text    not null              -- why it failed
) strict;
