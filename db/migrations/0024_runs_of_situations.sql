-- Lists of situations name the run that each has started, and a situation starts none when it has had one.
create index run_by_situation on run (organisation_id, situation_id) where situation_id is not null;
