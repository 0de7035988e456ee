update incident set stored = 1, metadata = :#${body.metadata} where id = :#${body.id}
