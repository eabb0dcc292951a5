-- Every event that arrives pays for every index. People are counted by day, so that one index serves whole days and single accounts; an
-- account's events are found by its slot, and those of some days among them by where on disk such days lie.
alter table usage_user_day drop constraint usage_user_day_pkey,
  add constraint usage_user_day_pkey primary key (organisation_id, day, account_slot, user_hash);
drop index usage_user_day_by_day;

drop index usage_event_by_account;
create index usage_event_by_account on usage_event (organisation_id, account_slot);
create index usage_event_by_day on usage_event using brin (occurred_at);
