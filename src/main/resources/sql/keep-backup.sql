-- The end of the last day that was backed up.
insert into watermark (source, read_to) values ('backup', :#${body.endMillis})
on conflict (source) do update set read_to = max(read_to, excluded.read_to)
