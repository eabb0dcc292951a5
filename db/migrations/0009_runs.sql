create table run (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number integer not null,                               -- what people call it: run #81
  account_id uuid not null,
  playbook_key text not null,
  playbook_version integer not null,
  situation_id uuid,
  state text not null default 'open' check (state in ('open', 'closed')),
  outcome text check (outcome in ('success', 'failure', 'timeout', 'superseded', 'closed_by_hand')),
  outcome_reason text,
  owner_id uuid,
  started_by uuid,                                       -- null: the system
  started_at timestamptz not null default now(),
  closed_at timestamptz,
  ends_at timestamptz not null,                          -- when its time is over: every run ends
  first_action_due timestamptz,
  first_action_at timestamptz,
  progress jsonb not null,                               -- the state that advance() works on
  last_sequence integer not null default 0,
  primary key (organisation_id, id),
  unique (organisation_id, number),
  check ((state = 'closed') = (outcome is not null and closed_at is not null)),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, playbook_key, playbook_version) references playbook_version (organisation_id, key, version),
  foreign key (organisation_id, situation_id) references situation (organisation_id, id),
  foreign key (organisation_id, owner_id) references member (organisation_id, id)
);
create unique index run_open on run (organisation_id, account_id, playbook_key) where state = 'open';
create index run_by_account on run (organisation_id, account_id, started_at desc);
create index run_by_state on run (organisation_id, state, playbook_key);

-- Everything that happened to a run, in order, never changed.
create table run_entry (
  organisation_id uuid not null,
  run_id uuid not null,
  sequence integer not null,
  event_id text not null,                                -- the same event twice is one entry
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'system')),
  actor_id uuid,
  actor_name text not null,
  kind text not null,
  detail jsonb not null default '{}',
  primary key (organisation_id, run_id, sequence),
  unique (organisation_id, run_id, event_id),
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade
);

create table task (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  run_id uuid,                                           -- null: an action item of an interaction
  step_id text,
  interaction_id uuid,
  title text not null,
  state text not null default 'open' check (state in ('open', 'done', 'skipped', 'cancelled')),
  is_required boolean not null default true,
  owner_id uuid not null,
  owner_role text not null,
  owner_fallback text,                                   -- why it is not the role's own member
  due_at timestamptz,
  due_because text,                                      -- how the due date came about
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by uuid,
  close_note text,
  primary key (organisation_id, id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade,
  foreign key (organisation_id, owner_id) references member (organisation_id, id)
);
create unique index task_of_step on task (organisation_id, run_id, step_id) where state = 'open';
create index task_by_owner on task (organisation_id, owner_id, state, due_at);
create index task_by_account on task (organisation_id, account_id, state);

create table outgoing_message (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  idempotency_key text not null,
  kind text not null check (kind in ('digest', 'asset', 'invitation', 'notice')),
  to_address text not null,
  reply_to text,
  subject text not null,
  body_text text not null,
  body_html text,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  problem text,
  account_id uuid,
  run_id uuid,
  member_id uuid,
  created_by uuid,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, idempotency_key),
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete set null (run_id)
);

-- What a member put aside on My day, and until when.
create table worklist_snooze (
  organisation_id uuid not null,
  member_id uuid not null,
  item_kind text not null check (item_kind in ('situation', 'task', 'band_change')),
  item_id uuid not null,
  until timestamptz not null,
  reason text,
  created_at timestamptz not null default now(),
  primary key (organisation_id, member_id, item_kind, item_id),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade
);

-- What a member has seen on My day (a band change is shown until it is).
create table worklist_seen (
  organisation_id uuid not null,
  member_id uuid not null,
  item_kind text not null check (item_kind in ('situation', 'band_change')),
  item_id uuid not null,
  seen_at timestamptz not null default now(),
  primary key (organisation_id, member_id, item_kind, item_id),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade
);

select isolate_by_organisation(t::regclass) from unnest(array['run', 'task', 'outgoing_message', 'worklist_snooze', 'worklist_seen']) t;
select isolate_by_organisation('run_entry', 'select, insert');
