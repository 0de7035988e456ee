update incident set told = :#${body.told}, tell_attempts = 0, tell_after = 0 where id = :#${body.id}
