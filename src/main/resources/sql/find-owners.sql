select distinct owner from job where state = 'RUNNING' and owner <> :#${bean:worker?method=name}
