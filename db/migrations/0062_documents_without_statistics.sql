-- Nobody searches by what these documents and blocks hold, yet after each night PostgreSQL would read thousands of them to make statistics.
alter table usage_event alter column properties set statistics 0;
alter table signal_block alter column data set statistics 0;
alter table trigger_block alter column data set statistics 0;
alter table usage_block alter column data set statistics 0;
alter table usage_carry alter column days_total set statistics 0, alter column first_day set statistics 0, alter column last_day set statistics 0;
alter table situation alter column evidence set statistics 0;
alter table situation_waiting alter column evidence set statistics 0;
alter table run alter column progress set statistics 0, alter column definition set statistics 0;
alter table run_entry alter column detail set statistics 0;
alter table audit_entry alter column before set statistics 0, alter column after set statistics 0;
alter table import_change alter column before set statistics 0, alter column after set statistics 0;
alter table import_rejection alter column cells set statistics 0;
