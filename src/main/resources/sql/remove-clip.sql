delete from job where queue = 'clip' and key = :#${body.key} returning state
