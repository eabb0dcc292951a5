-- Facts: what a source said happened. Each has the source's own id, so that the same fact twice changes nothing.

create table interaction (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  contact_id uuid,
  member_id uuid,
  kind text not null check (kind in ('call', 'email', 'meeting', 'note', 'chat')),
  direction text not null default 'two_way' check (direction in ('inbound', 'outbound', 'two_way', 'internal')),
  is_executive boolean not null default false,
  subject text,
  summary text,
  next_touchpoint date,
  occurred_at timestamptz not null,
  attributes jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, source_id, external_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);
create index interaction_by_account on interaction (organisation_id, account_id, occurred_at desc);

create table ticket (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  subject text,
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  status text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  reopened_at timestamptz,
  csat smallint check (csat between 1 and 5),
  attributes jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, source_id, external_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);
create index ticket_by_account on ticket (organisation_id, account_id, opened_at desc);

create table survey_response (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  contact_id uuid,
  kind text not null check (kind in ('nps', 'csat')),
  score double precision not null,                       -- nps 0-10, csat 1-5
  comment text,
  responded_at timestamptz not null,
  attributes jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, source_id, external_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);
create index survey_response_by_account on survey_response (organisation_id, account_id, responded_at desc);

create table invoice (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  number text,
  amount_minor bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  issued_on date,
  due_on date not null,
  paid_on date,
  attributes jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, source_id, external_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);
create index invoice_by_account on invoice (organisation_id, account_id, due_on desc);

create table opportunity (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  name text,
  kind text not null default 'new' check (kind in ('new', 'expansion', 'renewal')),
  stage text,
  owner_name text,                                       -- as the source names the seller
  amount_minor bigint,
  currency text check (currency ~ '^[A-Z]{3}$'),
  opened_at timestamptz,
  won_at timestamptz,
  lost_at timestamptz,
  attributes jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, source_id, external_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);
create index opportunity_by_account on opportunity (organisation_id, account_id);

create table subscription (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  plan text,
  seats integer,
  arr_minor bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  starts_on date not null,
  renews_on date,
  ended_on date,
  attributes jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, source_id, external_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);
create index subscription_by_account on subscription (organisation_id, account_id);

select isolate_by_organisation(t::regclass) from unnest(array['interaction', 'ticket', 'survey_response', 'invoice', 'opportunity',
  'subscription']) t;
