-- A day's counts are added to all day long. With room left on its page a row is replaced there, and none of the indexes has to be written.
alter table usage_day set (fillfactor = 70);
