insert into watermark (source, read_to) values ('alerts', :#${body.watermarkMillis})
on conflict (source) do update set read_to = max(read_to, excluded.read_to)
