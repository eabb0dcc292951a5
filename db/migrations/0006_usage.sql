-- A metric counts an event (optionally filtered on a property) or sums one of its properties. Number 0 is "all events".
create table metric (
  organisation_id uuid not null references organisation on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  number smallint not null check (number > 0),
  title text not null,
  event text,                                            -- null: any event
  filter_property text,
  filter_value text,
  sum_property text,                                     -- null: count events
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation_id, key),
  unique (organisation_id, number)
);

create table usage_event (
  organisation_id uuid not null,
  source_id uuid not null,
  message_id text not null,
  account_slot integer,                                  -- null until the user's account is known
  event text not null,
  user_key text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  properties jsonb,
  import_id uuid,
  primary key (organisation_id, source_id, message_id)
);
create index usage_event_by_account on usage_event (organisation_id, account_slot, occurred_at);
create index usage_event_by_arrival on usage_event using brin (recorded_at);

-- Usage per account, metric and day of the organisation's time zone, kept in step with usage_event in the same transaction.
create table usage_day (
  organisation_id uuid not null,
  account_slot integer not null,
  metric smallint not null,
  day date not null,
  amount double precision not null,                      -- events, or the sum of the metric's property
  primary key (organisation_id, account_slot, metric, day)
);
create index usage_day_by_day on usage_day (organisation_id, day, account_slot);

create table usage_user_day (
  organisation_id uuid not null,
  account_slot integer not null,
  day date not null,
  user_hash bigint not null,                             -- 40 bits of the user key's hash, enough to count people of one account
  primary key (organisation_id, account_slot, day, user_hash)
);
create index usage_user_day_by_day on usage_user_day (organisation_id, day, account_slot);

-- Closed days as columns: one value per account slot of a block of 4096. metric -1 holds the users' hashes.
create table usage_block (
  organisation_id uuid not null,
  metric smallint not null,
  day date not null,
  block integer not null,
  data bytea not null,
  primary key (organisation_id, metric, day, block)
);
alter table usage_block alter data set storage external;

-- Days whose blocks no longer equal the rows: an event came late, or the day has not been made into blocks yet.
create table usage_stale (
  organisation_id uuid not null,
  day date not null,
  block integer not null,
  since timestamptz not null default now(),
  primary key (organisation_id, day, block)
);

-- Which account a user of the tracked product belongs to.
create table tracked_user (
  organisation_id uuid not null,
  source_id uuid not null,
  user_key text not null,
  account_id uuid,
  traits jsonb not null default '{}',
  updated_at timestamptz not null default now(),
  primary key (organisation_id, source_id, user_key),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);

select isolate_by_organisation(t::regclass) from unnest(array['metric', 'usage_event', 'usage_day', 'usage_user_day', 'usage_block',
  'usage_stale', 'tracked_user']) t;
