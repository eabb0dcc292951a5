create table diagnosis (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null default gen_random_uuid(),
  as_of date not null,                                   -- the morning of this day
  kind text not null check (kind in ('nightly', 'on_demand', 'caught_up', 'live')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  accounts integer,
  signals integer,
  situations jsonb,                                      -- per playbook: opened, updated, cleared, held back
  seconds double precision,
  problem text,
  primary key (organisation_id, id)
);
create index diagnosis_by_day on diagnosis (organisation_id, as_of desc, started_at desc);

-- What every signal was on a day, as columns of 4096 accounts. Days lived through are kept and never computed again.
create table signal_block (
  organisation_id uuid not null,
  day date not null,
  signal text not null,
  block integer not null,
  data bytea not null,
  primary key (organisation_id, day, signal, block)
);
alter table signal_block alter data set storage external;

-- The codes of labels inside columns (stage, tier, plan, ...): stable, so that old columns stay readable.
create table signal_label (
  organisation_id uuid not null references organisation on delete cascade,
  signal text not null,
  code integer not null,
  label text not null,
  primary key (organisation_id, signal, code),
  unique (organisation_id, signal, label)
);

create table health_model (
  organisation_id uuid not null references organisation on delete cascade,
  version integer not null,
  definition jsonb not null,
  reason text,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, version)
);

create table account_health (
  organisation_id uuid not null,
  account_id uuid not null,
  as_of date not null,
  score double precision,                                -- null: not enough data
  band text check (band in ('green', 'yellow', 'red')),
  band_since date,
  candidate_band text,                                   -- hysteresis: the band it is moving to, and since when
  candidate_since date,
  coverage double precision not null,
  change_7d double precision,
  change_28d double precision,
  primary key (organisation_id, account_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);
create index account_health_by_score on account_health (organisation_id, score);

create table health_band_change (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  changed_on date not null,
  from_band text,
  to_band text,
  score double precision,
  because text,                                          -- what moved it, in words, from the components
  reason text,                                           -- what a member wrote
  reason_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, account_id, changed_on),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);
create index health_band_change_by_day on health_band_change (organisation_id, changed_on desc);

select isolate_by_organisation(t::regclass) from unnest(array['diagnosis', 'signal_block', 'signal_label', 'health_model',
  'account_health', 'health_band_change']) t;
