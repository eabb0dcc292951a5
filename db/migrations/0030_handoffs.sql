-- What one carries and another is to take over. Until it is accepted, the giver carries it: it belongs to nobody and to two at no time.
create table handoff (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  run_id uuid,                                           -- with step_id: the step that it is; null: offered by hand
  step_id text,
  subject text not null check (length(subject) between 1 and 300),
  giver_role text not null,
  receiver_role text not null,
  giver_id uuid not null,
  receiver_id uuid,                                      -- null: whoever has the role and takes it first
  state text not null default 'offered' check (state in ('offered', 'accepted', 'returned', 'lapsed', 'withdrawn')),
  round integer not null default 1,                      -- how many times it was offered
  brief text not null,
  missing text[] not null default '{}',                  -- what the brief could not say, in words
  gaps text[] not null default '{}',                     -- what the receiver missed when they returned it
  accept_within text not null,
  accept_by timestamptz not null,
  accept_because text not null,                          -- how that moment came about
  offered_at timestamptz not null,
  settled_at timestamptz,                                -- accepted, returned, lapsed or withdrawn
  settled_by uuid,                                       -- null: the system
  reason text,
  escalated_to uuid,                                     -- the manager who heard that nobody accepted it in time
  primary key (organisation_id, id),
  check ((state = 'offered') = (settled_at is null)),
  check ((run_id is null) = (step_id is null)),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade,
  foreign key (organisation_id, giver_id) references member (organisation_id, id),
  foreign key (organisation_id, receiver_id) references member (organisation_id, id),
  foreign key (organisation_id, settled_by) references member (organisation_id, id),
  foreign key (organisation_id, escalated_to) references member (organisation_id, id)
);
-- A step is handed over once at a time.
create unique index handoff_of_step on handoff (organisation_id, run_id, step_id) where state in ('offered', 'returned', 'lapsed');
create index handoff_by_account on handoff (organisation_id, account_id, offered_at desc);
create index handoff_open on handoff (organisation_id, state, giver_id, receiver_id) where state in ('offered', 'returned', 'lapsed');

-- Everything that happened to a handoff, never changed.
create table handoff_entry (
  organisation_id uuid not null,
  handoff_id uuid not null,
  sequence integer not null,
  at timestamptz not null,
  kind text not null check (kind in ('offered', 'accepted', 'returned', 'lapsed', 'withdrawn', 'giver_changed')),
  actor_id uuid,                                         -- null: the system
  actor_name text not null,
  words text not null,
  primary key (organisation_id, handoff_id, sequence),
  foreign key (organisation_id, handoff_id) references handoff (organisation_id, id) on delete cascade
);

select isolate_by_organisation('handoff');
select isolate_by_organisation('handoff_entry', 'select, insert');
