create table organisation (
  organisation_id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  holiday_region text,                                   -- date-holidays: 'BR', 'US-CA'; null: no holidays
  working_days smallint[] not null default '{1,2,3,4,5}', -- ISO weekdays, 1 = Monday
  workday_start time not null default '09:00',
  workday_end time not null default '17:00',
  diagnosis_hour smallint not null default 3 check (diagnosis_hour between 0 and 23), -- local hour of the nightly diagnosis
  is_sample boolean not null default false,
  next_account_slot integer not null default 0,
  next_run_number integer not null default 1,
  created_at timestamptz not null default now()
);

create table member (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null default gen_random_uuid(),
  user_id text,                                          -- identity."user"; null until the invitation is accepted
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('admin', 'manager', 'csm', 'account_manager', 'support', 'executive', 'viewer')),
  manager_id uuid,
  status text not null default 'active' check (status in ('invited', 'active', 'left')),
  digest boolean not null default true,                  -- the morning e-mail
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, manager_id) references member (organisation_id, id),
  unique (organisation_id, email)
);
create unique index member_user on member (organisation_id, user_id) where user_id is not null;
create index member_by_user on member (user_id) where user_id is not null;

create table invitation (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  token_hash bytea not null unique,
  invited_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade
);

create table api_key (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,                               -- a key acts as this member, within its scopes
  name text not null,
  prefix text not null,                                  -- the first characters, to recognise it by
  key_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade
);

create table audit_entry (
  organisation_id uuid not null references organisation on delete cascade,
  id bigint not null generated always as identity,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'system')),
  actor_id uuid,
  actor_name text not null,
  action text not null,                                  -- 'health_model.changed'
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  reason text,
  primary key (organisation_id, id)
);
create index audit_entry_by_entity on audit_entry (organisation_id, entity, entity_id, id desc);

-- Membership: the second of the two checks. Its owner alone may look at members without being in an organisation.
grant create on schema public to steward_membership;
grant select on organisation, member, api_key, invitation to steward_membership;

create function is_member() returns boolean
  language sql stable security definer parallel safe set search_path = public, pg_temp
  as $$ select exists (
    select from public.member m
    where m.organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid
      and m.id = nullif(current_setting('app.member_id', true), '')::uuid
      and m.status = 'active') $$;

create function memberships_of(the_user_id text)
  returns table (organisation_id uuid, slug text, organisation_name text, member_id uuid, member_name text, role text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select o.organisation_id, o.slug, o.name, m.id, m.name, m.role
    from public.member m join public.organisation o on o.organisation_id = m.organisation_id
    where m.user_id = the_user_id and m.status = 'active' order by o.name $$;

create function find_api_key(the_hash bytea)
  returns table (organisation_id uuid, slug text, id uuid, name text, scopes text[], member_id uuid, member_name text, role text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select k.organisation_id, o.slug, k.id, k.name, k.scopes, m.id, m.name, m.role
    from public.api_key k
    join public.member m on m.organisation_id = k.organisation_id and m.id = k.member_id and m.status = 'active'
    join public.organisation o on o.organisation_id = k.organisation_id
    where k.key_hash = the_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) $$;

create function find_invitation(the_hash bytea)
  returns table (organisation_id uuid, organisation_name text, slug text, invitation_id uuid, member_id uuid, email text, role text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select i.organisation_id, o.name, o.slug, i.id, m.id, m.email, m.role
    from public.invitation i
    join public.member m on m.organisation_id = i.organisation_id and m.id = i.member_id
    join public.organisation o on o.organisation_id = i.organisation_id
    where i.token_hash = the_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now() $$;

alter function is_member() owner to steward_membership;
alter function memberships_of(text) owner to steward_membership;
alter function find_api_key(bytea) owner to steward_membership;
alter function find_invitation(bytea) owner to steward_membership;
revoke execute on function is_member(), memberships_of(text), find_api_key(bytea), find_invitation(bytea) from public;
grant execute on function is_member(), memberships_of(text), find_api_key(bytea), find_invitation(bytea) to steward_web, steward_worker;

select isolate_by_organisation('member');
select isolate_by_organisation('invitation');
select isolate_by_organisation('api_key');
select isolate_by_organisation('audit_entry', 'select, insert');
create policy membership_lookup on member for select to steward_membership using (true);
create policy membership_lookup on invitation for select to steward_membership using (true);
create policy membership_lookup on api_key for select to steward_membership using (true);

alter table organisation enable row level security;
alter table organisation force row level security;
create policy web_in_organisation on organisation to steward_web
  using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid and is_member());
-- The system works through all organisations: it must be able to list and to make them.
create policy worker_all on organisation to steward_worker using (true) with check (true);
create policy membership_lookup on organisation for select to steward_membership using (true);
grant select, update on organisation to steward_web;
grant select, insert, update, delete on organisation to steward_worker;
revoke create on schema public from steward_membership;
