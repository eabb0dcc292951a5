-- What Steward does by itself: rules of the organisation, failures, pauses, and what it leaves with accounts and runs.
alter table organisation add column emails_need_person boolean not null default true;
alter table organisation add column private_webhooks boolean not null default false;

create table automation_failure (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  playbook_key text not null,
  step_id text not null,
  run_id uuid not null,
  at timestamptz not null default now(),
  problem text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade
);
create index automation_failure_by_step on automation_failure (organisation_id, playbook_key, step_id, at);

-- An automation that failed too often waits until a person lets it go on; its steps wait with it.
create table automation_pause (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  playbook_key text not null,
  step_id text not null,
  paused_at timestamptz not null default now(),
  because text not null,
  resumed_at timestamptz,
  resumed_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, playbook_key) references playbook (organisation_id, key) on delete cascade
);
create unique index automation_paused on automation_pause (organisation_id, playbook_key, step_id) where resumed_at is null;

create table account_tag (
  organisation_id uuid not null,
  account_id uuid not null,
  tag text not null check (tag = lower(tag) and length(tag) between 1 and 40),
  added_at timestamptz not null default now(),
  added_by uuid,                                         -- null: the system
  primary key (organisation_id, account_id, tag),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);

-- Files that a run has made, such as a calendar event.
create table run_file (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  run_id uuid not null,
  step_id text not null,
  name text not null,
  content_type text not null,
  content text not null,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade
);
create index run_file_by_run on run_file (organisation_id, run_id);

select isolate_by_organisation(t::regclass) from unnest(array['automation_failure', 'automation_pause', 'account_tag', 'run_file']) t;
