update incident set store_attempts = :#${body.attempts}, store_after = :#${body.afterMillis} where id = :#${body.id}
