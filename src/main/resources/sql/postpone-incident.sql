update incident set tell_attempts = :#${body.attempts}, tell_after = :#${body.afterMillis} where id = :#${body.id}
