create table source (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('file', 'tracking', 'manual', 'sample')),
  creates_accounts boolean not null default true,        -- tracking: may a group call make an account?
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, name)
);

create table write_key (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  prefix text not null,
  key_hash bytea not null unique,
  created_by uuid,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);

create table import (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  kind text not null check (kind in ('accounts', 'contacts', 'usage', 'tickets', 'surveys', 'invoices', 'deals', 'subscriptions', 'interactions')),
  state text not null default 'uploaded' check (state in ('uploaded', 'running', 'completed', 'failed', 'undoing', 'undone')),
  file_name text not null,
  file_path text,                                        -- below the data directory while needed
  file_sha256 bytea,
  bytes_total bigint not null default 0,
  bytes_read bigint not null default 0,
  mapping jsonb not null default '{}',
  options jsonb not null default '{}',
  next_row bigint not null default 0,                    -- rows before this one are committed
  rows_read bigint not null default 0,
  rows_created bigint not null default 0,
  rows_updated bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_rejected bigint not null default 0,
  problem text,
  created_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);

create table import_rejection (
  organisation_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  position smallint not null,                            -- a row may have several problems
  "column" text,
  problem text not null,
  mend text not null,
  cells jsonb not null,
  primary key (organisation_id, import_id, row_number, position),
  foreign key (organisation_id, import_id) references import (organisation_id, id) on delete cascade
);

-- What an import did to each record, so that it can be undone: before is null where the import made the record.
create table import_change (
  organisation_id uuid not null,
  import_id uuid not null,
  record_table text not null,
  record_key text not null,
  before jsonb,
  after jsonb,
  primary key (organisation_id, import_id, record_table, record_key),
  foreign key (organisation_id, import_id) references import (organisation_id, id) on delete cascade
);

-- How the columns of a file were mapped last time, by source, kind and the header itself.
create table import_mapping (
  organisation_id uuid not null,
  source_id uuid not null,
  kind text not null,
  header_signature text not null,
  mapping jsonb not null,
  options jsonb not null,
  used_at timestamptz not null default now(),
  primary key (organisation_id, source_id, kind, header_signature),
  foreign key (organisation_id, source_id) references source (organisation_id, id) on delete cascade
);

grant create on schema public to steward_membership;
grant select on source, write_key to steward_membership;
create function find_write_key(the_hash bytea)
  returns table (organisation_id uuid, source_id uuid, creates_accounts boolean, time_zone text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select k.organisation_id, k.source_id, s.creates_accounts, o.time_zone
    from public.write_key k
    join public.source s on s.organisation_id = k.organisation_id and s.id = k.source_id
    join public.organisation o on o.organisation_id = k.organisation_id
    where k.key_hash = the_hash and k.revoked_at is null $$;
alter function find_write_key(bytea) owner to steward_membership;
revoke execute on function find_write_key(bytea) from public;
grant execute on function find_write_key(bytea) to steward_worker;
revoke create on schema public from steward_membership;

select isolate_by_organisation('source');
select isolate_by_organisation('write_key');
select isolate_by_organisation('import');
select isolate_by_organisation('import_rejection');
select isolate_by_organisation('import_change');
select isolate_by_organisation('import_mapping');
create policy membership_lookup on source for select to steward_membership using (true);
create policy membership_lookup on write_key for select to steward_membership using (true);
