select id from job where state in ('WAITING', 'RUNNING', 'HEALING')
