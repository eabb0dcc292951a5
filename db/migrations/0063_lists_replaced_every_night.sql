-- Each night replaces nearly all of these rows by rows like them, in place where the page has room: to read and sweep the tables after every
-- night costs as much as the night itself and finds nothing new.
alter table account_health set (autovacuum_vacuum_scale_factor = 2, autovacuum_analyze_scale_factor = 5);
alter table trigger_block set (autovacuum_vacuum_scale_factor = 1, autovacuum_analyze_scale_factor = 5);
