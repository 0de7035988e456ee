-- Gives back what a worker that is gone has left unfinished; its attempt does not count.
update job set state = 'WAITING', owner = '', not_before = 0, attempts = max(0, attempts - 1)
where state = 'RUNNING' and owner = :#${body}
