-- Processes that take events remember which accounts a source has named and which users have been counted on a day, so as not to ask for
-- each event. The number changes in the transaction in which something that they may remember ceases to be so.
create table usage_epoch (
  organisation_id uuid primary key references organisation on delete cascade,
  number bigint not null default 0
);
select isolate_by_organisation('usage_epoch');

create function end_usage_epoch() returns trigger
  language plpgsql as $$
begin
  update usage_epoch set number = number + 1 where organisation_id in (select distinct organisation_id from gone);
  return null;
end $$;

create trigger end_usage_epoch after delete on account_identity
  referencing old table as gone for each statement execute function end_usage_epoch();
create trigger end_usage_epoch_on_change after update on account_identity
  referencing old table as gone for each statement execute function end_usage_epoch();
create trigger end_usage_epoch after delete on usage_user_day
  referencing old table as gone for each statement execute function end_usage_epoch();

-- One row for all the accounts of a transaction instead of one each: a busy tracking API adds thousands a second.
delete from account_to_diagnose;
alter table account_to_diagnose drop column account_id, add column account_ids uuid[] not null;
