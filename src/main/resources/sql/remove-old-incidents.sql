delete from incident where status = 'resolved' and told = 'resolved' and end_time < :#${body.sinceMillis}
