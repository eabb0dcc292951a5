-- Accounts of which new facts are known, until a diagnosis has looked at them. Rows are only added and taken, never changed: whoever
-- records facts does not wait for whoever diagnoses.
create table account_to_diagnose (
  organisation_id uuid not null references organisation on delete cascade,
  id bigint not null generated always as identity,
  account_id uuid not null,
  primary key (organisation_id, id)
);
select isolate_by_organisation('account_to_diagnose');
