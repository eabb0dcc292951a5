-- What a member asked for that the guardrails of a playbook do not leave free, and what was decided.
create table run_exception (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  run_id uuid not null,
  step_id text not null,
  kind text not null check (kind in ('skip', 'due')),
  wanted jsonb not null default '{}',                    -- of a due date: the instants
  reason text not null check (length(reason) between 3 and 2000),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  role text not null,                                    -- whose decision the playbook says it is
  decider_id uuid not null,                              -- the member to whom the role came down
  state text not null default 'open' check (state in ('open', 'approved', 'refused', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  primary key (organisation_id, id),
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade,
  foreign key (organisation_id, asked_by) references member (organisation_id, id),
  foreign key (organisation_id, decider_id) references member (organisation_id, id)
);
create unique index run_exception_open on run_exception (organisation_id, run_id, step_id, kind) where state = 'open';
create index run_exception_by_decider on run_exception (organisation_id, decider_id) where state = 'open';

-- Where a run went another way than its playbook says, because a member made it: data to make the playbook better with.
create table run_deviation (
  organisation_id uuid not null,
  run_id uuid not null,
  sequence integer not null,                             -- of the entry in its log
  playbook_key text not null,
  playbook_version integer not null,
  step_id text,
  kind text not null check (kind in ('due_moved', 'optional_skipped', 'required_skipped', 'wording_changed', 'step_added')),
  exception_id uuid,                                     -- null: it was free
  reason text,
  member_id uuid,
  at timestamptz not null default now(),
  primary key (organisation_id, run_id, sequence, kind),
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade
);
create index run_deviation_by_playbook on run_deviation (organisation_id, playbook_key, kind);

-- An account that left the segment its run is for: told once for each leaving, and what somebody answered.
create table run_left_segment (
  organisation_id uuid not null,
  run_id uuid not null,
  move_id uuid not null,
  told_at timestamptz not null default now(),
  answer text check (answer in ('stop', 'continue')),
  answered_by uuid,
  answered_at timestamptz,
  primary key (organisation_id, run_id, move_id),
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade,
  foreign key (organisation_id, move_id) references segment_move (organisation_id, id) on delete cascade
);
create index run_left_segment_open on run_left_segment (organisation_id) where answer is null;

select isolate_by_organisation(t::regclass) from unnest(array['run_exception', 'run_left_segment']) t;
select isolate_by_organisation('run_deviation', 'select, insert');
