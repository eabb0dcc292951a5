-- Events that wait for the account of their user to become known, found by the user. Others cost nothing here.
create index usage_event_unattributed on usage_event (organisation_id, source_id, user_key) where account_slot is null;

-- The account that a user's group call named while no such account was known.
alter table tracked_user add account_external_id text;
create index tracked_user_waiting on tracked_user (organisation_id, account_external_id)
  where account_id is null and account_external_id is not null;
