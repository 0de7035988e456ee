-- What is over stays over.
update incident set
  status            = :#${body.incident.status},
  consecutive_count = :#${body.incident.count},
  end_time          = nullif(:#${body.incident.endMillis}, 0),
  updated_at        = :#${body.incident.updatedMillis}
where id = :#${body.incident.id} and status = 'active'
