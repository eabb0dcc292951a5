-- Problems of customers that must not wait: who carries each, at which level, until when, and all that was done about it.

-- What an organisation has changed about one of the five levels; a level that is not here is as it ships.
create table escalation_level (
  organisation_id uuid not null references organisation on delete cascade,
  level smallint not null check (level between 1 and 5),
  definition jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, level)
);

create table escalation (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number integer not null,                               -- what people call it: escalation #7
  account_id uuid not null,
  issue text not null,                                   -- what it is about, in a line
  issue_key text not null,                               -- by which a second opening finds the first
  run_id uuid,                                           -- the run that it came from
  status text not null default 'open' check (status in ('open', 'resolved', 'closed')),
  level smallint not null check (level between 1 and 5),
  owner_id uuid not null,
  owner_fallback text,                                   -- why it is not the role's own member
  due_at timestamptz,                                    -- when the time of the level is over; null while the clock stands still
  consent_of uuid,                                       -- the member whose consent is waited for
  opened_by uuid,                                        -- null: a rule
  opened_at timestamptz not null,
  closed_at timestamptz,
  progress jsonb not null,                               -- the state that advanceEscalation() works on
  last_sequence integer not null default 0,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  check ((status = 'closed') = (closed_at is not null)),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete set null (run_id),
  foreign key (organisation_id, owner_id) references member (organisation_id, id)
);
create unique index escalation_thread on escalation (organisation_id, account_id, issue_key) where status <> 'closed';
create index escalation_by_owner on escalation (organisation_id, owner_id) where status <> 'closed';
create index escalation_by_status on escalation (organisation_id, status, level desc);

-- Everything that happened to an escalation, in order, never changed.
create table escalation_entry (
  organisation_id uuid not null,
  escalation_id uuid not null,
  sequence integer not null,
  event_id text not null,                                -- the same event twice is one entry
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'system')),
  actor_id uuid,
  actor_name text not null,
  changes jsonb not null,
  primary key (organisation_id, escalation_id, sequence),
  unique (organisation_id, escalation_id, event_id),
  foreign key (organisation_id, escalation_id) references escalation (organisation_id, id) on delete cascade
);

select isolate_by_organisation(t::regclass) from unnest(array['escalation_level', 'escalation']) t;
select isolate_by_organisation('escalation_entry', 'select, insert');
