-- Nobody searches by these sentences.
alter table situation alter column headline set statistics 0;
alter table health_band_change alter column because set statistics 0;
-- Updates in place clean the pages they write; nothing else is left to sweep.
alter table account_health set (autovacuum_vacuum_scale_factor = 10, autovacuum_analyze_scale_factor = 20);
