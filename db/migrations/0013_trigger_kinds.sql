-- A playbook may have a trigger of each kind, and each remembers by itself; nothing has been kept yet.
delete from trigger_block;
alter table trigger_block drop constraint trigger_block_pkey;
alter table trigger_block add column trigger_kind text not null check (trigger_kind in ('condition', 'stage', 'event', 'schedule'));
alter table trigger_block add primary key (organisation_id, playbook_key, trigger_kind, block);
-- Situations that ended since the last diagnosis: their triggers are armed again.
create index situation_closed on situation (organisation_id, closed_at) where closed_at is not null;
-- Lists sort by score on their own; without the index the nightly update stays within the page.
drop index account_health_by_score;
alter table account_health set (fillfactor = 60);
