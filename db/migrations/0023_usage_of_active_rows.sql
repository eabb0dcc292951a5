-- Blocks of usage hold the active rows of a day only, since most accounts rest on most days. What was made before is made anew.
insert into usage_stale (organisation_id, day, block)
  select distinct organisation_id, day, block from usage_block on conflict do nothing;
delete from usage_block;
