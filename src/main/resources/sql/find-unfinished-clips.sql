select key from job where queue = 'clip' and state in ('WAITING', 'HEALING', 'RUNNING')
