-- What is put aside comes back on its day, earlier when it gets worse, or only then. Worse is told by holding the account against how it
-- stood when the item was put aside.
alter table worklist_snooze add column account_id uuid;
update worklist_snooze z set account_id = coalesce(
  (select k.account_id from task k where k.organisation_id = z.organisation_id and z.item_kind = 'task' and k.id = z.item_id),
  (select s.account_id from situation s where s.organisation_id = z.organisation_id and z.item_kind = 'situation' and s.id = z.item_id),
  (select c.account_id from health_band_change c where c.organisation_id = z.organisation_id and z.item_kind = 'band_change' and c.id = z.item_id));
delete from worklist_snooze where account_id is null;
alter table worklist_snooze alter column account_id set not null;
alter table worklist_snooze add foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade;

alter table worklist_snooze add column wakes text not null default 'at_date' check (wakes in ('at_date', 'at_date_or_worse', 'when_worse'));
alter table worklist_snooze alter column wakes drop default;
alter table worklist_snooze add column baseline jsonb;                  -- how the item and its account stood then; null: nothing wakes it
alter table worklist_snooze add column woken_at timestamptz;            -- got worse: it is on the list again, and says why
alter table worklist_snooze add column woken_because text;
alter table worklist_snooze add check ((wakes = 'at_date') = (baseline is null));
alter table worklist_snooze add check ((woken_at is null) = (woken_because is null));

-- Asked after every diagnosis, and whenever something is escalated.
create index worklist_snooze_watched on worklist_snooze (organisation_id, account_id) where baseline is not null and woken_at is null;
-- Asked by every diagnosis before a situation opens.
create index worklist_snooze_of_item on worklist_snooze (organisation_id, item_id) where item_kind = 'situation' and woken_at is null;

alter table situation_held_back drop constraint situation_held_back_reason_check;
alter table situation_held_back add constraint situation_held_back_reason_check check (reason in ('holds_for', 'rearm_after', 'cooldown',
  'not_while', 'dismissed', 'run_open', 'not_live', 'cap', 'merge', 'brake', 'snoozed'));
