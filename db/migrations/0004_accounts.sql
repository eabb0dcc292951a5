create table account (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null default gen_random_uuid(),
  slot integer not null,                                 -- dense number for columns; never used again while history lives
  name text not null check (length(name) between 1 and 300),
  domain text,
  stage text check (stage in ('prospect', 'onboarding', 'adoption', 'growth', 'renewal', 'churned')),
  stage_since date,
  tier text,
  segment text,
  industry text,
  city text,
  state text,
  country text,
  region text,
  plan text,
  arr_minor bigint,
  currency text check (currency ~ '^[A-Z]{3}$'),
  seats integer,
  contract_start date,
  renewal_date date,
  customer_since date,
  attributes jsonb not null default '{}',                -- custom attributes, typed by account_attribute
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, slot)
);
create index account_by_name on account (organisation_id, lower(name));
create index account_by_domain on account (organisation_id, lower(domain)) where domain is not null;

-- The ids by which sources know an account.
create table account_identity (
  organisation_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  account_id uuid not null,
  primary key (organisation_id, source_id, external_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);
create index account_identity_by_external_id on account_identity (organisation_id, external_id);
create index account_identity_by_account on account_identity (organisation_id, account_id);

-- The history of fields. The first known value holds from '-infinity': before it, nothing else is known.
create table account_field (
  organisation_id uuid not null,
  account_id uuid not null,
  field text not null,                                   -- column name, or attributes.<key>
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  value jsonb,
  recorded_at timestamptz not null default now(),
  source_id uuid,
  primary key (organisation_id, account_id, field, valid_from),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);
create index account_field_by_field on account_field (organisation_id, field);

create table account_attribute (
  organisation_id uuid not null references organisation on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  title text not null,
  type text not null check (type in ('number', 'date', 'label', 'boolean', 'text')),
  primary key (organisation_id, key)
);

create table account_team (
  organisation_id uuid not null,
  account_id uuid not null,
  role text not null check (role in ('csm', 'account_manager', 'support', 'manager', 'executive')),
  member_id uuid not null,
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  primary key (organisation_id, account_id, role, valid_from),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, member_id) references member (organisation_id, id)
);
create unique index account_team_now on account_team (organisation_id, account_id, role) where valid_to is null;
create index account_team_by_member on account_team (organisation_id, member_id) where valid_to is null;

create table contact (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  name text,
  email text,
  phone text,
  title text,
  role text check (role in ('champion', 'executive_sponsor', 'decision_maker', 'technical', 'billing', 'user')),
  joined_on date,
  left_on date,
  attributes jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, source_id, external_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);
create index contact_by_account on contact (organisation_id, account_id);

create table saved_segment (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  filter jsonb not null,                                 -- the search of the accounts page
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, created_by) references member (organisation_id, id)
);

select isolate_by_organisation(t::regclass) from unnest(array['account', 'account_identity', 'account_field', 'account_attribute',
  'account_team', 'contact', 'saved_segment']) t;
