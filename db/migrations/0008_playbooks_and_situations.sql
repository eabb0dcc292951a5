create table playbook (
  organisation_id uuid not null references organisation on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9-]{0,62}$'),
  title text not null,
  status text not null default 'published' check (status in ('published', 'retired')),
  version integer not null,                              -- the one that runs now
  live_since date,                                       -- matches before this day open nothing; null: all that match
  updated_at timestamptz not null default now(),
  primary key (organisation_id, key)
);

create table playbook_version (
  organisation_id uuid not null,
  key text not null,
  version integer not null,
  document text not null,                                -- the Markdown, byte for byte
  definition jsonb not null,
  reason text,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, key, version),
  foreign key (organisation_id, key) references playbook (organisation_id, key) on delete cascade
);

-- Since which day the condition of a playbook has been true (or false) for each account: one column a block.
create table trigger_block (
  organisation_id uuid not null,
  playbook_key text not null,
  block integer not null,
  as_of date not null,
  data bytea not null,
  primary key (organisation_id, playbook_key, block),
  foreign key (organisation_id, playbook_key) references playbook (organisation_id, key) on delete cascade
);
alter table trigger_block alter data set storage external;

create table situation (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  playbook_key text not null,
  playbook_version integer not null,
  subject text not null default '',                      -- a contact or invoice it is about; '' for the account itself
  state text not null default 'open' check (state in ('open', 'cleared', 'dismissed')),
  trigger_kind text not null check (trigger_kind in ('condition', 'stage', 'event', 'schedule', 'manual')),
  priority smallint not null default 50,
  headline text not null,                                -- one sentence: what and why
  evidence jsonb not null,                               -- each clause with value, threshold and phrase, as of opened_on
  opened_on date not null,
  opened_at timestamptz not null default now(),
  closed_on date,
  closed_at timestamptz,
  diagnosis_id uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, playbook_key) references playbook (organisation_id, key)
);
create unique index situation_open on situation (organisation_id, account_id, playbook_key, subject) where state = 'open';
create index situation_by_account on situation (organisation_id, account_id, opened_at desc);
create index situation_by_state on situation (organisation_id, state, opened_at desc);

-- "Not a risk, because ...": who said so, and until when that cause is silent for the account.
create table situation_dismissal (
  organisation_id uuid not null,
  situation_id uuid not null,
  account_id uuid not null,
  playbook_key text not null,
  reason text not null check (length(reason) between 3 and 2000),
  silent_until date not null,
  dismissed_by uuid,
  dismissed_at timestamptz not null default now(),
  primary key (organisation_id, situation_id),
  foreign key (organisation_id, situation_id) references situation (organisation_id, id) on delete cascade
);
create index situation_dismissal_by_account on situation_dismissal (organisation_id, account_id, playbook_key, silent_until);

-- What would have opened and did not, with the reason; the latest diagnosis only.
create table situation_held_back (
  organisation_id uuid not null,
  account_id uuid not null,
  playbook_key text not null,
  reason text not null check (reason in ('holds_for', 'rearm_after', 'cooldown', 'not_while', 'dismissed', 'run_open', 'not_live', 'cap')),
  detail text not null,
  until date,
  as_of date not null,
  primary key (organisation_id, account_id, playbook_key),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, playbook_key) references playbook (organisation_id, key) on delete cascade
);

select isolate_by_organisation(t::regclass) from unnest(array['playbook', 'trigger_block', 'situation', 'situation_dismissal',
  'situation_held_back']) t;
select isolate_by_organisation('playbook_version', 'select, insert, delete');
