-- The schema as the migrations leave it, to be read and compared, not to be run.
-- Made by "npm run schema:dump"; "npm test" fails when it differs from what db/migrations makes.

CREATE OR REPLACE FUNCTION public.cancel_jobs(job_keys text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'graphile_worker', 'pg_temp'
AS $function$ select graphile_worker.remove_job(job_key) from unnest(job_keys) job_key $function$;
alter function cancel_jobs(text[]) owner to steward_queue;
grant execute on function cancel_jobs(text[]) to steward_web;
grant execute on function cancel_jobs(text[]) to steward_worker;

CREATE OR REPLACE FUNCTION public.count_task_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.revision := old.revision + 1;
  new.changed_at := now();
  return new;
end $function$;
grant execute on function count_task_revision() to public;

CREATE OR REPLACE FUNCTION public.current_member()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.member_id'::text, true), ''::text))::uuid;
grant execute on function current_member() to public;

CREATE OR REPLACE FUNCTION public.current_membership()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select m.organisation_id from public.member m
    where m.organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid
      and m.id = nullif(current_setting('app.member_id', true), '')::uuid
      and m.status = 'active' $function$;
alter function current_membership() owner to steward_membership;
grant execute on function current_membership() to steward_web;
grant execute on function current_membership() to steward_worker;

CREATE OR REPLACE FUNCTION public.current_organisation()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid;
grant execute on function current_organisation() to public;

CREATE OR REPLACE FUNCTION public.end_usage_epoch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update usage_epoch set number = number + 1 where organisation_id in (select distinct organisation_id from gone);
  return null;
end $function$;
grant execute on function end_usage_epoch() to public;

CREATE OR REPLACE FUNCTION public.enqueue_jobs(tasks text[], payloads text[], job_keys text[], run_ats timestamp with time zone[], queue_names text[], max_attempts integer[], priorities integer[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'graphile_worker', 'pg_temp'
AS $function$ select from graphile_worker.add_jobs(array(
      select (j.task, j.payload::json, j.queue_name, j.run_at, j.max_attempts, j.job_key, j.priority, null)::graphile_worker.job_spec
      from unnest(tasks, payloads, job_keys, run_ats, queue_names, max_attempts, priorities)
        with ordinality j(task, payload, job_key, run_at, queue_name, max_attempts, priority, place)
      order by j.place)) $function$;
alter function enqueue_jobs(text[],text[],text[],timestamp with time zone[],text[],integer[],integer[]) owner to steward_queue;
grant execute on function enqueue_jobs(text[],text[],text[],timestamp with time zone[],text[],integer[],integer[]) to steward_web;
grant execute on function enqueue_jobs(text[],text[],text[],timestamp with time zone[],text[],integer[],integer[]) to steward_worker;

CREATE OR REPLACE FUNCTION public.find_api_key(the_hash bytea)
 RETURNS TABLE(organisation_id uuid, slug text, id uuid, name text, scopes text[], member_id uuid, member_name text, role text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select k.organisation_id, o.slug, k.id, k.name, k.scopes, m.id, m.name, m.role
    from public.api_key k
    join public.member m on m.organisation_id = k.organisation_id and m.id = k.member_id and m.status = 'active'
    join public.organisation o on o.organisation_id = k.organisation_id
    where k.key_hash = the_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) $function$;
alter function find_api_key(bytea) owner to steward_membership;
grant execute on function find_api_key(bytea) to steward_web;
grant execute on function find_api_key(bytea) to steward_worker;

CREATE OR REPLACE FUNCTION public.find_calendar_feed(the_hash bytea)
 RETURNS TABLE(organisation_id uuid, id uuid, member_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select f.organisation_id, f.id, f.member_id
    from public.calendar_feed f
    join public.member m on m.organisation_id = f.organisation_id and m.id = f.member_id and m.status = 'active'
    where f.token_hash = the_hash and f.revoked_at is null $function$;
alter function find_calendar_feed(bytea) owner to steward_membership;
grant execute on function find_calendar_feed(bytea) to steward_worker;

CREATE OR REPLACE FUNCTION public.find_invitation(the_hash bytea)
 RETURNS TABLE(organisation_id uuid, organisation_name text, slug text, invitation_id uuid, member_id uuid, email text, role text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select i.organisation_id, o.name, o.slug, i.id, m.id, m.email, m.role
    from public.invitation i
    join public.member m on m.organisation_id = i.organisation_id and m.id = i.member_id
    join public.organisation o on o.organisation_id = i.organisation_id
    where i.token_hash = the_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now() $function$;
alter function find_invitation(bytea) owner to steward_membership;
grant execute on function find_invitation(bytea) to steward_web;
grant execute on function find_invitation(bytea) to steward_worker;

CREATE OR REPLACE FUNCTION public.find_write_key(the_hash bytea)
 RETURNS TABLE(organisation_id uuid, source_id uuid, creates_accounts boolean, time_zone text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select k.organisation_id, k.source_id, s.creates_accounts, o.time_zone
    from public.write_key k
    join public.source s on s.organisation_id = k.organisation_id and s.id = k.source_id
    join public.organisation o on o.organisation_id = k.organisation_id
    where k.key_hash = the_hash and k.revoked_at is null $function$;
alter function find_write_key(bytea) owner to steward_membership;
grant execute on function find_write_key(bytea) to steward_worker;

CREATE OR REPLACE FUNCTION public.forget_jobs(the_task text)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'graphile_worker', 'pg_temp'
AS $function$ with forgotten as (
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and (the_task is null or t.identifier = the_task) and j.locked_at is null
        and j.payload ->> 'organisation_id' = current_setting('app.organisation_id', true)
      returning j.id)
    select count(*)::integer from forgotten $function$;
alter function forget_jobs(text) owner to steward_queue;
grant execute on function forget_jobs(text) to steward_worker;

CREATE OR REPLACE FUNCTION public.isolate_by_organisation(target regclass, privileges text DEFAULT 'select, insert, update, delete'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  same_organisation constant text :=
    'organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid';
  same_for_new constant text :=
    'organisation_id = (select nullif(current_setting(''app.organisation_id'', true), '''')::uuid)';
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy web_in_organisation on %s to steward_web
      using (%s and organisation_id = current_membership()) with check (%s and organisation_id = (select current_membership()))',
    target, same_organisation, same_for_new);
  execute format('create policy worker_in_organisation on %s to steward_worker using (%s) with check (%s)',
    target, same_organisation, same_for_new);
  execute format('grant %s on %s to steward_web, steward_worker', privileges, target);
end $function$;

CREATE OR REPLACE FUNCTION public.job_overview()
 RETURNS TABLE(id bigint, task text, run_at timestamp with time zone, attempts integer, max_attempts integer, last_error text, locked_at timestamp with time zone, created_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'graphile_worker', 'pg_temp'
AS $function$ select j.id, t.identifier, j.run_at, j.attempts::integer, j.max_attempts::integer, j.last_error, j.locked_at, j.created_at
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.payload ->> 'organisation_id' = current_setting('app.organisation_id', true)
    order by j.attempts >= j.max_attempts desc, j.run_at limit 500 $function$;
alter function job_overview() owner to steward_queue;
grant execute on function job_overview() to steward_web;
grant execute on function job_overview() to steward_worker;

CREATE OR REPLACE FUNCTION public.keep_contact_past()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into contact_past (organisation_id, contact_id, field, value, until)
  select old.organisation_id, old.id, f.field, f.was, now()
  from (values ('role', old.role, new.role), ('title', old.title, new.title),
    ('domain', lower(split_part(old.email, '@', 2)), lower(split_part(new.email, '@', 2)))) f (field, was, becomes)
  where f.was is distinct from f.becomes
  on conflict do nothing;
  return null;
end $function$;
grant execute on function keep_contact_past() to public;

CREATE OR REPLACE FUNCTION public.memberships_of(the_user_id text)
 RETURNS TABLE(organisation_id uuid, slug text, organisation_name text, member_id uuid, member_name text, role text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select o.organisation_id, o.slug, o.name, m.id, m.name, m.role
    from public.member m join public.organisation o on o.organisation_id = m.organisation_id
    where m.user_id = the_user_id and m.status = 'active' order by o.name $function$;
alter function memberships_of(text) owner to steward_membership;
grant execute on function memberships_of(text) to steward_web;
grant execute on function memberships_of(text) to steward_worker;

CREATE OR REPLACE FUNCTION public.retry_job(the_id bigint)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'graphile_worker', 'pg_temp'
AS $function$ with again as (
      update graphile_worker._private_jobs set attempts = 0, run_at = now(), updated_at = now()
      where id = the_id and attempts >= max_attempts
        and payload ->> 'organisation_id' = current_setting('app.organisation_id', true)
      returning id)
    select exists (select from again) $function$;
alter function retry_job(bigint) owner to steward_queue;
grant execute on function retry_job(bigint) to steward_web;
grant execute on function retry_job(bigint) to steward_worker;

create table account (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  slot integer not null,
  name text not null,
  domain text,
  stage text,
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
  currency text,
  seats integer,
  contract_start date,
  renewal_date date,
  customer_since date,
  attributes jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  archived_at timestamp with time zone,
  kickoff_date date,
  time_zone text,
  constraint account_pkey PRIMARY KEY (organisation_id, id),
  constraint account_organisation_id_slot_key UNIQUE (organisation_id, slot),
  constraint account_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint account_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300))),
  constraint account_stage_check CHECK ((stage = ANY (ARRAY['prospect'::text, 'onboarding'::text, 'adoption'::text, 'growth'::text, 'renewal'::text, 'churned'::text]))),
  constraint account_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
CREATE INDEX account_by_arr ON public.account USING btree (organisation_id, arr_minor DESC NULLS LAST, name, id) WHERE (archived_at IS NULL);
CREATE INDEX account_by_currency ON public.account USING btree (organisation_id, currency);
CREATE INDEX account_by_domain ON public.account USING btree (organisation_id, lower(domain)) WHERE (domain IS NOT NULL);
CREATE INDEX account_by_name ON public.account USING btree (organisation_id, lower(name));
CREATE INDEX account_by_renewal ON public.account USING btree (organisation_id, renewal_date, name, id) WHERE (archived_at IS NULL);
alter table account enable row level security;
alter table account force row level security;
create policy web_in_organisation on account for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on account for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on account to steward_web;
grant delete, insert, select, update on account to steward_worker;

create table account_attribute (
  organisation_id uuid not null,
  key text not null,
  title text not null,
  type text not null,
  constraint account_attribute_pkey PRIMARY KEY (organisation_id, key),
  constraint account_attribute_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint account_attribute_type_check CHECK ((type = ANY (ARRAY['number'::text, 'date'::text, 'label'::text, 'boolean'::text, 'text'::text]))),
  constraint account_attribute_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table account_attribute enable row level security;
alter table account_attribute force row level security;
create policy web_in_organisation on account_attribute for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on account_attribute for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on account_attribute to steward_web;
grant delete, insert, select, update on account_attribute to steward_worker;

create table account_field (
  organisation_id uuid not null,
  account_id uuid not null,
  field text not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone not null default 'infinity'::timestamp with time zone,
  value jsonb,
  recorded_at timestamp with time zone not null default now(),
  source_id uuid,
  constraint account_field_pkey PRIMARY KEY (organisation_id, account_id, field, valid_from),
  constraint account_field_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX account_field_by_field ON public.account_field USING btree (organisation_id, field);
alter table account_field enable row level security;
alter table account_field force row level security;
create policy web_in_organisation on account_field for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on account_field for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on account_field to steward_web;
grant delete, insert, select, update on account_field to steward_worker;

create table account_health (
  organisation_id uuid not null,
  account_id uuid not null,
  as_of date not null,
  score double precision,
  band text,
  band_since date,
  candidate_band text,
  candidate_since date,
  coverage double precision not null,
  change_7d double precision,
  change_28d double precision,
  constraint account_health_pkey PRIMARY KEY (organisation_id, account_id),
  constraint account_health_band_check CHECK ((band = ANY (ARRAY['green'::text, 'yellow'::text, 'red'::text]))),
  constraint account_health_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE
);
alter table account_health set (fillfactor=60, autovacuum_vacuum_scale_factor=10, autovacuum_analyze_scale_factor=20);
alter table account_health enable row level security;
alter table account_health force row level security;
create policy web_in_organisation on account_health for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on account_health for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on account_health to steward_web;
grant delete, insert, select, update on account_health to steward_worker;

create table account_identity (
  organisation_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  account_id uuid not null,
  constraint account_identity_pkey PRIMARY KEY (organisation_id, source_id, external_id),
  constraint account_identity_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint account_identity_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX account_identity_by_account ON public.account_identity USING btree (organisation_id, account_id);
CREATE INDEX account_identity_by_external_id ON public.account_identity USING btree (organisation_id, external_id);
alter table account_identity enable row level security;
alter table account_identity force row level security;
create policy web_in_organisation on account_identity for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on account_identity for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on account_identity to steward_web;
grant delete, insert, select, update on account_identity to steward_worker;

create table account_tag (
  organisation_id uuid not null,
  account_id uuid not null,
  tag text not null,
  added_at timestamp with time zone not null default now(),
  added_by uuid,
  constraint account_tag_pkey PRIMARY KEY (organisation_id, account_id, tag),
  constraint account_tag_tag_check CHECK (((tag = lower(tag)) AND ((length(tag) >= 1) AND (length(tag) <= 40)))),
  constraint account_tag_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE
);
alter table account_tag enable row level security;
alter table account_tag force row level security;
create policy web_in_organisation on account_tag for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on account_tag for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on account_tag to steward_web;
grant delete, insert, select, update on account_tag to steward_worker;

create table account_team (
  organisation_id uuid not null,
  account_id uuid not null,
  role text not null,
  member_id uuid not null,
  valid_from timestamp with time zone not null default now(),
  valid_to timestamp with time zone,
  constraint account_team_pkey PRIMARY KEY (organisation_id, account_id, role, valid_from),
  constraint account_team_role_check CHECK ((role = ANY (ARRAY['csm'::text, 'account_manager'::text, 'support'::text, 'manager'::text, 'executive'::text]))),
  constraint account_team_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint account_team_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id)
);
CREATE INDEX account_team_by_member ON public.account_team USING btree (organisation_id, member_id) WHERE (valid_to IS NULL);
CREATE UNIQUE INDEX account_team_now ON public.account_team USING btree (organisation_id, account_id, role) WHERE (valid_to IS NULL);
alter table account_team enable row level security;
alter table account_team force row level security;
create policy web_in_organisation on account_team for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on account_team for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on account_team to steward_web;
grant delete, insert, select, update on account_team to steward_worker;

create table account_to_diagnose (
  organisation_id uuid not null,
  id bigint not null generated always as identity,
  account_ids uuid[] not null,
  constraint account_to_diagnose_pkey PRIMARY KEY (organisation_id, id),
  constraint account_to_diagnose_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table account_to_diagnose enable row level security;
alter table account_to_diagnose force row level security;
create policy web_in_organisation on account_to_diagnose for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on account_to_diagnose for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on account_to_diagnose to steward_web;
grant delete, insert, select, update on account_to_diagnose to steward_worker;

create table api_key (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  name text not null,
  prefix text not null,
  key_hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (organisation_id, id),
  constraint api_key_key_hash_key UNIQUE (key_hash),
  constraint api_key_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
alter table api_key enable row level security;
alter table api_key force row level security;
create policy membership_lookup on api_key for select to steward_membership
  using true;
create policy web_in_organisation on api_key for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on api_key for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant select on api_key to steward_membership;
grant delete, insert, select, update on api_key to steward_web;
grant delete, insert, select, update on api_key to steward_worker;

create table audit_entry (
  organisation_id uuid not null,
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  reason text,
  constraint audit_entry_pkey PRIMARY KEY (organisation_id, id),
  constraint audit_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['member'::text, 'api_key'::text, 'system'::text]))),
  constraint audit_entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table audit_entry alter column before set statistics 0;
alter table audit_entry alter column after set statistics 0;
CREATE INDEX audit_entry_by_entity ON public.audit_entry USING btree (organisation_id, entity, entity_id, id DESC);
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy web_in_organisation on audit_entry for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on audit_entry for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on audit_entry to steward_web;
grant insert, select on audit_entry to steward_worker;

create table automation_failure (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  playbook_key text not null,
  step_id text not null,
  run_id uuid not null,
  at timestamp with time zone not null default now(),
  problem text not null,
  constraint automation_failure_pkey PRIMARY KEY (organisation_id, id),
  constraint automation_failure_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX automation_failure_by_step ON public.automation_failure USING btree (organisation_id, playbook_key, step_id, at);
alter table automation_failure enable row level security;
alter table automation_failure force row level security;
create policy web_in_organisation on automation_failure for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on automation_failure for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on automation_failure to steward_web;
grant delete, insert, select, update on automation_failure to steward_worker;

create table automation_pause (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  playbook_key text not null,
  step_id text not null,
  paused_at timestamp with time zone not null default now(),
  because text not null,
  resumed_at timestamp with time zone,
  resumed_by uuid,
  constraint automation_pause_pkey PRIMARY KEY (organisation_id, id),
  constraint automation_pause_organisation_id_playbook_key_fkey FOREIGN KEY (organisation_id, playbook_key) REFERENCES playbook(organisation_id, key) ON DELETE CASCADE
);
CREATE UNIQUE INDEX automation_paused ON public.automation_pause USING btree (organisation_id, playbook_key, step_id) WHERE (resumed_at IS NULL);
alter table automation_pause enable row level security;
alter table automation_pause force row level security;
create policy web_in_organisation on automation_pause for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on automation_pause for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on automation_pause to steward_web;
grant delete, insert, select, update on automation_pause to steward_worker;

create table calendar_feed (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null default now(),
  last_read_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint calendar_feed_pkey PRIMARY KEY (organisation_id, id),
  constraint calendar_feed_token_hash_key UNIQUE (token_hash),
  constraint calendar_feed_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX calendar_feed_by_member ON public.calendar_feed USING btree (organisation_id, member_id);
alter table calendar_feed enable row level security;
alter table calendar_feed force row level security;
create policy membership_lookup on calendar_feed for select to steward_membership
  using true;
create policy web_in_organisation on calendar_feed for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on calendar_feed for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant select on calendar_feed to steward_membership;
grant delete, insert, select, update on calendar_feed to steward_web;
grant delete, insert, select, update on calendar_feed to steward_worker;

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
  role text,
  joined_on date,
  left_on date,
  attributes jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null default now(),
  constraint contact_pkey PRIMARY KEY (organisation_id, id),
  constraint contact_organisation_id_source_id_external_id_key UNIQUE (organisation_id, source_id, external_id),
  constraint contact_role_check CHECK ((role = ANY (ARRAY['champion'::text, 'executive_sponsor'::text, 'decision_maker'::text, 'technical'::text, 'billing'::text, 'user'::text]))),
  constraint contact_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint contact_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_by_account ON public.contact USING btree (organisation_id, account_id);
alter table contact enable row level security;
alter table contact force row level security;
create policy web_in_organisation on contact for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on contact for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on contact to steward_web;
grant delete, insert, select, update on contact to steward_worker;

create table contact_past (
  organisation_id uuid not null,
  contact_id uuid not null,
  field text not null,
  value text,
  until timestamp with time zone not null,
  constraint contact_past_pkey PRIMARY KEY (organisation_id, contact_id, field, until),
  constraint contact_past_field_check CHECK ((field = ANY (ARRAY['role'::text, 'title'::text, 'domain'::text]))),
  constraint contact_past_organisation_id_contact_id_fkey FOREIGN KEY (organisation_id, contact_id) REFERENCES contact(organisation_id, id) ON DELETE CASCADE
);
alter table contact_past enable row level security;
alter table contact_past force row level security;
create policy web_in_organisation on contact_past for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on contact_past for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on contact_past to steward_web;
grant insert, select on contact_past to steward_worker;

create table diagnosis (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  as_of date not null,
  kind text not null,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  accounts integer,
  signals integer,
  situations jsonb,
  seconds double precision,
  problem text,
  constraint diagnosis_pkey PRIMARY KEY (organisation_id, id),
  constraint diagnosis_kind_check CHECK ((kind = ANY (ARRAY['nightly'::text, 'on_demand'::text, 'caught_up'::text, 'live'::text]))),
  constraint diagnosis_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
CREATE INDEX diagnosis_by_day ON public.diagnosis USING btree (organisation_id, as_of DESC, started_at DESC);
alter table diagnosis enable row level security;
alter table diagnosis force row level security;
create policy web_in_organisation on diagnosis for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on diagnosis for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on diagnosis to steward_web;
grant delete, insert, select, update on diagnosis to steward_worker;

create table escalation (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  account_id uuid not null,
  issue text not null,
  issue_key text not null,
  run_id uuid,
  status text not null default 'open'::text,
  level smallint not null,
  owner_id uuid not null,
  owner_fallback text,
  due_at timestamp with time zone,
  consent_of uuid,
  opened_by uuid,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  progress jsonb not null,
  last_sequence integer not null default 0,
  constraint escalation_pkey PRIMARY KEY (organisation_id, id),
  constraint escalation_organisation_id_number_key UNIQUE (organisation_id, number),
  constraint escalation_check CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint escalation_level_check CHECK (((level >= 1) AND (level <= 5))),
  constraint escalation_status_check CHECK ((status = ANY (ARRAY['open'::text, 'resolved'::text, 'closed'::text]))),
  constraint escalation_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint escalation_organisation_id_owner_id_fkey FOREIGN KEY (organisation_id, owner_id) REFERENCES member(organisation_id, id),
  constraint escalation_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE SET NULL (run_id)
);
CREATE INDEX escalation_by_owner ON public.escalation USING btree (organisation_id, owner_id) WHERE (status <> 'closed'::text);
CREATE INDEX escalation_by_status ON public.escalation USING btree (organisation_id, status, level DESC);
CREATE UNIQUE INDEX escalation_thread ON public.escalation USING btree (organisation_id, account_id, issue_key) WHERE (status <> 'closed'::text);
alter table escalation enable row level security;
alter table escalation force row level security;
create policy web_in_organisation on escalation for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on escalation for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on escalation to steward_web;
grant delete, insert, select, update on escalation to steward_worker;

create table escalation_entry (
  organisation_id uuid not null,
  escalation_id uuid not null,
  sequence integer not null,
  event_id text not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  changes jsonb not null,
  constraint escalation_entry_pkey PRIMARY KEY (organisation_id, escalation_id, sequence),
  constraint escalation_entry_organisation_id_escalation_id_event_id_key UNIQUE (organisation_id, escalation_id, event_id),
  constraint escalation_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['member'::text, 'api_key'::text, 'system'::text]))),
  constraint escalation_entry_organisation_id_escalation_id_fkey FOREIGN KEY (organisation_id, escalation_id) REFERENCES escalation(organisation_id, id) ON DELETE CASCADE
);
alter table escalation_entry enable row level security;
alter table escalation_entry force row level security;
create policy web_in_organisation on escalation_entry for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on escalation_entry for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on escalation_entry to steward_web;
grant insert, select on escalation_entry to steward_worker;

create table escalation_level (
  organisation_id uuid not null,
  level smallint not null,
  definition jsonb not null,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  constraint escalation_level_pkey PRIMARY KEY (organisation_id, level),
  constraint escalation_level_level_check CHECK (((level >= 1) AND (level <= 5))),
  constraint escalation_level_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table escalation_level enable row level security;
alter table escalation_level force row level security;
create policy web_in_organisation on escalation_level for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on escalation_level for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on escalation_level to steward_web;
grant delete, insert, select, update on escalation_level to steward_worker;

create table handoff (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  run_id uuid,
  step_id text,
  subject text not null,
  giver_role text not null,
  receiver_role text not null,
  giver_id uuid not null,
  receiver_id uuid,
  state text not null default 'offered'::text,
  round integer not null default 1,
  brief text not null,
  missing text[] not null default '{}'::text[],
  gaps text[] not null default '{}'::text[],
  accept_within text not null,
  accept_by timestamp with time zone not null,
  accept_because text not null,
  offered_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_by uuid,
  reason text,
  escalated_to uuid,
  constraint handoff_pkey PRIMARY KEY (organisation_id, id),
  constraint handoff_check CHECK (((state = 'offered'::text) = (settled_at IS NULL))),
  constraint handoff_check1 CHECK (((run_id IS NULL) = (step_id IS NULL))),
  constraint handoff_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'accepted'::text, 'returned'::text, 'lapsed'::text, 'withdrawn'::text]))),
  constraint handoff_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 300))),
  constraint handoff_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint handoff_organisation_id_escalated_to_fkey FOREIGN KEY (organisation_id, escalated_to) REFERENCES member(organisation_id, id),
  constraint handoff_organisation_id_giver_id_fkey FOREIGN KEY (organisation_id, giver_id) REFERENCES member(organisation_id, id),
  constraint handoff_organisation_id_receiver_id_fkey FOREIGN KEY (organisation_id, receiver_id) REFERENCES member(organisation_id, id),
  constraint handoff_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE,
  constraint handoff_organisation_id_settled_by_fkey FOREIGN KEY (organisation_id, settled_by) REFERENCES member(organisation_id, id)
);
CREATE INDEX handoff_by_account ON public.handoff USING btree (organisation_id, account_id, offered_at DESC);
CREATE UNIQUE INDEX handoff_of_step ON public.handoff USING btree (organisation_id, run_id, step_id) WHERE (state = ANY (ARRAY['offered'::text, 'returned'::text, 'lapsed'::text]));
CREATE INDEX handoff_open ON public.handoff USING btree (organisation_id, state, giver_id, receiver_id) WHERE (state = ANY (ARRAY['offered'::text, 'returned'::text, 'lapsed'::text]));
alter table handoff enable row level security;
alter table handoff force row level security;
create policy web_in_organisation on handoff for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on handoff for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on handoff to steward_web;
grant delete, insert, select, update on handoff to steward_worker;

create table handoff_entry (
  organisation_id uuid not null,
  handoff_id uuid not null,
  sequence integer not null,
  at timestamp with time zone not null,
  kind text not null,
  actor_id uuid,
  actor_name text not null,
  words text not null,
  constraint handoff_entry_pkey PRIMARY KEY (organisation_id, handoff_id, sequence),
  constraint handoff_entry_kind_check CHECK ((kind = ANY (ARRAY['offered'::text, 'accepted'::text, 'returned'::text, 'lapsed'::text, 'withdrawn'::text, 'giver_changed'::text]))),
  constraint handoff_entry_organisation_id_handoff_id_fkey FOREIGN KEY (organisation_id, handoff_id) REFERENCES handoff(organisation_id, id) ON DELETE CASCADE
);
alter table handoff_entry enable row level security;
alter table handoff_entry force row level security;
create policy web_in_organisation on handoff_entry for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on handoff_entry for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on handoff_entry to steward_web;
grant insert, select on handoff_entry to steward_worker;

create table health_band_change (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  changed_on date not null,
  from_band text,
  to_band text,
  score double precision,
  because text,
  reason text,
  reason_by uuid,
  created_at timestamp with time zone not null default now(),
  constraint health_band_change_pkey PRIMARY KEY (organisation_id, id),
  constraint health_band_change_organisation_id_account_id_changed_on_key UNIQUE (organisation_id, account_id, changed_on),
  constraint health_band_change_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE
);
alter table health_band_change alter column because set statistics 0;
CREATE INDEX health_band_change_by_day ON public.health_band_change USING btree (organisation_id, changed_on DESC);
alter table health_band_change enable row level security;
alter table health_band_change force row level security;
create policy web_in_organisation on health_band_change for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on health_band_change for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on health_band_change to steward_web;
grant delete, insert, select, update on health_band_change to steward_worker;

create table health_model (
  organisation_id uuid not null,
  version integer not null,
  definition jsonb not null,
  reason text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  constraint health_model_pkey PRIMARY KEY (organisation_id, version),
  constraint health_model_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table health_model enable row level security;
alter table health_model force row level security;
create policy web_in_organisation on health_model for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on health_model for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on health_model to steward_web;
grant delete, insert, select, update on health_model to steward_worker;

create table import (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  kind text not null,
  state text not null default 'uploaded'::text,
  file_name text not null,
  file_path text,
  file_sha256 bytea,
  bytes_total bigint not null default 0,
  bytes_read bigint not null default 0,
  mapping jsonb not null default '{}'::jsonb,
  options jsonb not null default '{}'::jsonb,
  next_row bigint not null default 0,
  rows_read bigint not null default 0,
  rows_created bigint not null default 0,
  rows_updated bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_rejected bigint not null default 0,
  problem text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint import_pkey PRIMARY KEY (organisation_id, id),
  constraint import_kind_check CHECK ((kind = ANY (ARRAY['accounts'::text, 'contacts'::text, 'usage'::text, 'tickets'::text, 'surveys'::text, 'invoices'::text, 'deals'::text, 'subscriptions'::text, 'interactions'::text]))),
  constraint import_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'running'::text, 'completed'::text, 'failed'::text, 'undoing'::text, 'undone'::text]))),
  constraint import_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
alter table import enable row level security;
alter table import force row level security;
create policy web_in_organisation on import for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on import for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on import to steward_web;
grant delete, insert, select, update on import to steward_worker;

create table import_change (
  organisation_id uuid not null,
  import_id uuid not null,
  record_table text not null,
  record_key text not null,
  before jsonb,
  after jsonb,
  constraint import_change_pkey PRIMARY KEY (organisation_id, import_id, record_table, record_key),
  constraint import_change_organisation_id_import_id_fkey FOREIGN KEY (organisation_id, import_id) REFERENCES import(organisation_id, id) ON DELETE CASCADE
);
alter table import_change alter column before set statistics 0;
alter table import_change alter column after set statistics 0;
alter table import_change enable row level security;
alter table import_change force row level security;
create policy web_in_organisation on import_change for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on import_change for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on import_change to steward_web;
grant delete, insert, select, update on import_change to steward_worker;

create table import_mapping (
  organisation_id uuid not null,
  source_id uuid not null,
  kind text not null,
  header_signature text not null,
  mapping jsonb not null,
  options jsonb not null,
  used_at timestamp with time zone not null default now(),
  constraint import_mapping_pkey PRIMARY KEY (organisation_id, source_id, kind, header_signature),
  constraint import_mapping_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
alter table import_mapping enable row level security;
alter table import_mapping force row level security;
create policy web_in_organisation on import_mapping for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on import_mapping for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on import_mapping to steward_web;
grant delete, insert, select, update on import_mapping to steward_worker;

create table import_rejection (
  organisation_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  "position" smallint not null,
  "column" text,
  problem text not null,
  mend text not null,
  cells jsonb not null,
  constraint import_rejection_pkey PRIMARY KEY (organisation_id, import_id, row_number, "position"),
  constraint import_rejection_organisation_id_import_id_fkey FOREIGN KEY (organisation_id, import_id) REFERENCES import(organisation_id, id) ON DELETE CASCADE
);
alter table import_rejection alter column cells set statistics 0;
alter table import_rejection enable row level security;
alter table import_rejection force row level security;
create policy web_in_organisation on import_rejection for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on import_rejection for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on import_rejection to steward_web;
grant delete, insert, select, update on import_rejection to steward_worker;

create table interaction (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  contact_id uuid,
  member_id uuid,
  kind text not null,
  direction text not null default 'two_way'::text,
  is_executive boolean not null default false,
  subject text,
  summary text,
  next_touchpoint date,
  occurred_at timestamp with time zone not null,
  attributes jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null default now(),
  constraint interaction_pkey PRIMARY KEY (organisation_id, id),
  constraint interaction_organisation_id_source_id_external_id_key UNIQUE (organisation_id, source_id, external_id),
  constraint interaction_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text, 'two_way'::text, 'internal'::text]))),
  constraint interaction_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'email'::text, 'meeting'::text, 'note'::text, 'chat'::text]))),
  constraint interaction_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint interaction_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX interaction_by_account ON public.interaction USING btree (organisation_id, account_id, occurred_at DESC);
CREATE INDEX interaction_with_contact ON public.interaction USING btree (organisation_id, occurred_at) WHERE ((contact_id IS NOT NULL) AND (kind <> 'note'::text) AND (direction <> 'internal'::text));
alter table interaction enable row level security;
alter table interaction force row level security;
create policy web_in_organisation on interaction for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on interaction for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on interaction to steward_web;
grant delete, insert, select, update on interaction to steward_worker;

create table invitation (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  token_hash bytea not null,
  invited_by uuid,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (organisation_id, id),
  constraint invitation_token_hash_key UNIQUE (token_hash),
  constraint invitation_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
alter table invitation enable row level security;
alter table invitation force row level security;
create policy membership_lookup on invitation for select to steward_membership
  using true;
create policy web_in_organisation on invitation for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on invitation for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant select on invitation to steward_membership;
grant delete, insert, select, update on invitation to steward_web;
grant delete, insert, select, update on invitation to steward_worker;

create table invoice (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  number text,
  amount_minor bigint not null,
  currency text not null,
  issued_on date,
  due_on date not null,
  paid_on date,
  attributes jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null default now(),
  constraint invoice_pkey PRIMARY KEY (organisation_id, id),
  constraint invoice_organisation_id_source_id_external_id_key UNIQUE (organisation_id, source_id, external_id),
  constraint invoice_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint invoice_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint invoice_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX invoice_by_account ON public.invoice USING btree (organisation_id, account_id, due_on DESC);
alter table invoice enable row level security;
alter table invoice force row level security;
create policy web_in_organisation on invoice for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on invoice for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on invoice to steward_web;
grant delete, insert, select, update on invoice to steward_worker;

create table member (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  user_id text,
  email text not null,
  name text not null,
  role text not null,
  manager_id uuid,
  status text not null default 'active'::text,
  digest boolean not null default true,
  created_at timestamp with time zone not null default now(),
  time_zone text,
  holiday_region text,
  working_days smallint[],
  workday_start time without time zone,
  workday_end time without time zone,
  day_blocks jsonb,
  constraint member_pkey PRIMARY KEY (organisation_id, id),
  constraint member_organisation_id_email_key UNIQUE (organisation_id, email),
  constraint member_email_check CHECK ((email = lower(email))),
  constraint member_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'manager'::text, 'csm'::text, 'account_manager'::text, 'support'::text, 'executive'::text, 'viewer'::text]))),
  constraint member_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'left'::text]))),
  constraint member_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE,
  constraint member_organisation_id_manager_id_fkey FOREIGN KEY (organisation_id, manager_id) REFERENCES member(organisation_id, id)
);
CREATE INDEX member_by_user ON public.member USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE UNIQUE INDEX member_user ON public.member USING btree (organisation_id, user_id) WHERE (user_id IS NOT NULL);
alter table member enable row level security;
alter table member force row level security;
create policy membership_lookup on member for select to steward_membership
  using true;
create policy web_in_organisation on member for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on member for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant select on member to steward_membership;
grant delete, insert, select, update on member to steward_web;
grant delete, insert, select, update on member to steward_worker;

create table member_absence (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  first_day date not null,
  last_day date not null,
  deputy_id uuid,
  note text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  constraint member_absence_pkey PRIMARY KEY (organisation_id, id),
  constraint member_absence_check CHECK ((last_day >= first_day)),
  constraint member_absence_check1 CHECK ((deputy_id <> member_id)),
  constraint member_absence_organisation_id_deputy_id_fkey FOREIGN KEY (organisation_id, deputy_id) REFERENCES member(organisation_id, id),
  constraint member_absence_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX member_absence_by_member ON public.member_absence USING btree (organisation_id, member_id, last_day);
alter table member_absence enable row level security;
alter table member_absence force row level security;
create policy web_in_organisation on member_absence for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on member_absence for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on member_absence to steward_web;
grant delete, insert, select, update on member_absence to steward_worker;

create table member_report (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  kind text not null,
  day date not null,
  text text not null,
  created_at timestamp with time zone not null default now(),
  saved_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint member_report_pkey PRIMARY KEY (organisation_id, id),
  constraint member_report_organisation_id_member_id_kind_day_key UNIQUE (organisation_id, member_id, kind, day),
  constraint member_report_kind_check CHECK ((kind = ANY (ARRAY['day_wrap_up'::text, 'week_plan'::text, 'week_review'::text, 'week_report'::text]))),
  constraint member_report_text_check CHECK ((length(text) <= 20000)),
  constraint member_report_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX member_report_by_day ON public.member_report USING btree (organisation_id, day DESC) WHERE (finished_at IS NOT NULL);
alter table member_report enable row level security;
alter table member_report force row level security;
create policy web_in_organisation on member_report for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on member_report for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on member_report to steward_web;
grant delete, insert, select, update on member_report to steward_worker;

create table metric (
  organisation_id uuid not null,
  key text not null,
  number smallint not null,
  title text not null,
  event text,
  filter_property text,
  filter_value text,
  sum_property text,
  archived_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint metric_pkey PRIMARY KEY (organisation_id, key),
  constraint metric_organisation_id_number_key UNIQUE (organisation_id, number),
  constraint metric_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint metric_number_check CHECK ((number > 0)),
  constraint metric_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table metric enable row level security;
alter table metric force row level security;
create policy web_in_organisation on metric for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on metric for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on metric to steward_web;
grant delete, insert, select, update on metric to steward_worker;

create table migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on migration to steward_web;
grant select on migration to steward_worker;

create table opportunity (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  name text,
  kind text not null default 'new'::text,
  stage text,
  owner_name text,
  amount_minor bigint,
  currency text,
  opened_at timestamp with time zone,
  won_at timestamp with time zone,
  lost_at timestamp with time zone,
  attributes jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null default now(),
  constraint opportunity_pkey PRIMARY KEY (organisation_id, id),
  constraint opportunity_organisation_id_source_id_external_id_key UNIQUE (organisation_id, source_id, external_id),
  constraint opportunity_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint opportunity_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'expansion'::text, 'renewal'::text]))),
  constraint opportunity_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint opportunity_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX opportunity_by_account ON public.opportunity USING btree (organisation_id, account_id);
alter table opportunity enable row level security;
alter table opportunity force row level security;
create policy web_in_organisation on opportunity for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on opportunity for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on opportunity to steward_web;
grant delete, insert, select, update on opportunity to steward_worker;

create table organisation (
  organisation_id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  time_zone text not null,
  currency text not null,
  holiday_region text,
  working_days smallint[] not null default '{1,2,3,4,5}'::smallint[],
  workday_start time without time zone not null default '09:00:00'::time without time zone,
  workday_end time without time zone not null default '17:00:00'::time without time zone,
  diagnosis_hour smallint not null default 3,
  is_sample boolean not null default false,
  next_account_slot integer not null default 0,
  next_run_number integer not null default 1,
  created_at timestamp with time zone not null default now(),
  emails_need_person boolean not null default true,
  private_webhooks boolean not null default false,
  owner_rule text not null default 'by_hand'::text,
  account_week_limit integer default 4,
  owner_week_limit integer default 30,
  brake_count integer not null default 25,
  brake_percent integer not null default 10,
  complexity jsonb not null default '{"hours": [8, 25, 60], "seats": [25, 200], "regions": [1, 3], "integrations": [0, 1]}'::jsonb,
  absent_owner text not null default 'deputy'::text,
  constraint organisation_pkey PRIMARY KEY (organisation_id),
  constraint organisation_slug_key UNIQUE (slug),
  constraint organisation_absent_owner_check CHECK ((absent_owner = ANY (ARRAY['deputy'::text, 'move'::text]))),
  constraint organisation_account_week_limit_check CHECK ((account_week_limit > 0)),
  constraint organisation_brake_count_check CHECK ((brake_count > 0)),
  constraint organisation_brake_percent_check CHECK (((brake_percent >= 0) AND (brake_percent <= 100))),
  constraint organisation_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint organisation_diagnosis_hour_check CHECK (((diagnosis_hour >= 0) AND (diagnosis_hour <= 23))),
  constraint organisation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint organisation_owner_rule_check CHECK ((owner_rule = ANY (ARRAY['by_hand'::text, 'fewest_tasks'::text, 'least_arr'::text, 'round_robin'::text]))),
  constraint organisation_owner_week_limit_check CHECK ((owner_week_limit > 0)),
  constraint organisation_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text))
);
alter table organisation enable row level security;
alter table organisation force row level security;
create policy membership_lookup on organisation for select to steward_membership
  using true;
create policy web_in_organisation on organisation for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on organisation for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
create policy worker_lists on organisation for select to steward_worker
  using true;
grant select on organisation to steward_membership;
grant select, update on organisation to steward_web;
grant delete, insert, select, update on organisation to steward_worker;

create table outgoing_message (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  idempotency_key text not null,
  kind text not null,
  to_address text not null,
  reply_to text,
  subject text not null,
  body_text text not null,
  body_html text,
  state text not null default 'queued'::text,
  attempts integer not null default 0,
  problem text,
  account_id uuid,
  run_id uuid,
  member_id uuid,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  constraint outgoing_message_pkey PRIMARY KEY (organisation_id, id),
  constraint outgoing_message_organisation_id_idempotency_key_key UNIQUE (organisation_id, idempotency_key),
  constraint outgoing_message_kind_check CHECK ((kind = ANY (ARRAY['digest'::text, 'asset'::text, 'invitation'::text, 'notice'::text]))),
  constraint outgoing_message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text]))),
  constraint outgoing_message_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE SET NULL (run_id)
);
alter table outgoing_message enable row level security;
alter table outgoing_message force row level security;
create policy web_in_organisation on outgoing_message for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on outgoing_message for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on outgoing_message to steward_web;
grant delete, insert, select, update on outgoing_message to steward_worker;

create table persona (
  organisation_id uuid not null,
  key text not null,
  name text not null,
  rule text not null,
  cadence_days integer,
  as_of date,
  changed_at timestamp with time zone not null default now(),
  constraint persona_pkey PRIMARY KEY (organisation_id, key),
  constraint persona_cadence_days_check CHECK (((cadence_days >= 1) AND (cadence_days <= 1000))),
  constraint persona_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint persona_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint persona_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table persona enable row level security;
alter table persona force row level security;
create policy web_in_organisation on persona for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on persona for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on persona to steward_web;
grant delete, insert, select, update on persona to steward_worker;

create table persona_member (
  organisation_id uuid not null,
  persona_key text not null,
  contact_id uuid not null,
  account_id uuid not null,
  since date not null,
  quiet_since date,
  constraint persona_member_pkey PRIMARY KEY (organisation_id, persona_key, contact_id),
  constraint persona_member_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint persona_member_organisation_id_persona_key_fkey FOREIGN KEY (organisation_id, persona_key) REFERENCES persona(organisation_id, key) ON DELETE CASCADE
);
CREATE INDEX persona_member_by_account ON public.persona_member USING btree (organisation_id, account_id);
CREATE INDEX persona_member_by_contact ON public.persona_member USING btree (organisation_id, contact_id);
alter table persona_member enable row level security;
alter table persona_member force row level security;
create policy web_in_organisation on persona_member for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on persona_member for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on persona_member to steward_web;
grant delete, insert, select, update on persona_member to steward_worker;

create table persona_move (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  persona_key text not null,
  contact_id uuid not null,
  account_id uuid not null,
  direction text not null,
  cause text not null,
  because text not null,
  moved_on date not null,
  as_of date not null,
  recorded_at timestamp with time zone not null default now(),
  constraint persona_move_pkey PRIMARY KEY (organisation_id, id),
  constraint persona_move_cause_check CHECK ((cause = ANY (ARRAY['data'::text, 'rule'::text, 'removed'::text]))),
  constraint persona_move_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint persona_move_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint persona_move_organisation_id_persona_key_fkey FOREIGN KEY (organisation_id, persona_key) REFERENCES persona(organisation_id, key) ON DELETE CASCADE
);
CREATE INDEX persona_move_by_account ON public.persona_move USING btree (organisation_id, account_id, recorded_at DESC);
CREATE INDEX persona_move_by_day ON public.persona_move USING btree (organisation_id, as_of);
CREATE INDEX persona_move_by_persona ON public.persona_move USING btree (organisation_id, persona_key, recorded_at DESC);
alter table persona_move enable row level security;
alter table persona_move force row level security;
create policy web_in_organisation on persona_move for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on persona_move for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on persona_move to steward_web;
grant insert, select on persona_move to steward_worker;

create table playbook (
  organisation_id uuid not null,
  key text not null,
  title text not null,
  status text not null default 'published'::text,
  version integer not null,
  live_since date,
  updated_at timestamp with time zone not null default now(),
  constraint playbook_pkey PRIMARY KEY (organisation_id, key),
  constraint playbook_key_check CHECK ((key ~ '^[a-z][a-z0-9-]{0,62}$'::text)),
  constraint playbook_status_check CHECK ((status = ANY (ARRAY['published'::text, 'retired'::text]))),
  constraint playbook_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table playbook enable row level security;
alter table playbook force row level security;
create policy web_in_organisation on playbook for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on playbook for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on playbook to steward_web;
grant delete, insert, select, update on playbook to steward_worker;

create table playbook_draft (
  organisation_id uuid not null,
  key text not null,
  document text not null,
  based_on integer not null,
  revision uuid not null default gen_random_uuid(),
  saved_by uuid,
  saved_at timestamp with time zone not null default now(),
  constraint playbook_draft_pkey PRIMARY KEY (organisation_id, key),
  constraint playbook_draft_organisation_id_key_based_on_fkey FOREIGN KEY (organisation_id, key, based_on) REFERENCES playbook_version(organisation_id, key, version) ON DELETE CASCADE,
  constraint playbook_draft_organisation_id_saved_by_fkey FOREIGN KEY (organisation_id, saved_by) REFERENCES member(organisation_id, id)
);
alter table playbook_draft enable row level security;
alter table playbook_draft force row level security;
create policy web_in_organisation on playbook_draft for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on playbook_draft for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on playbook_draft to steward_web;
grant delete, insert, select, update on playbook_draft to steward_worker;

create table playbook_version (
  organisation_id uuid not null,
  key text not null,
  version integer not null,
  document text not null,
  definition jsonb not null,
  reason text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  constraint playbook_version_pkey PRIMARY KEY (organisation_id, key, version),
  constraint playbook_version_organisation_id_key_fkey FOREIGN KEY (organisation_id, key) REFERENCES playbook(organisation_id, key) ON DELETE CASCADE
);
alter table playbook_version enable row level security;
alter table playbook_version force row level security;
create policy web_in_organisation on playbook_version for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on playbook_version for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select on playbook_version to steward_web;
grant delete, insert, select on playbook_version to steward_worker;

create table portfolio_move (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  kind text not null,
  member_id uuid,
  choice jsonb not null,
  changes jsonb not null,
  reason text,
  moved_at timestamp with time zone not null,
  moved_by uuid,
  undone_at timestamp with time zone,
  undone_by uuid,
  constraint portfolio_move_pkey PRIMARY KEY (organisation_id, id),
  constraint portfolio_move_kind_check CHECK ((kind = ANY (ARRAY['portfolio'::text, 'assignment'::text]))),
  constraint portfolio_move_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE,
  constraint portfolio_move_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id),
  constraint portfolio_move_organisation_id_moved_by_fkey FOREIGN KEY (organisation_id, moved_by) REFERENCES member(organisation_id, id)
);
CREATE INDEX portfolio_move_by_time ON public.portfolio_move USING btree (organisation_id, moved_at DESC);
alter table portfolio_move enable row level security;
alter table portfolio_move force row level security;
create policy web_in_organisation on portfolio_move for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on portfolio_move for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on portfolio_move to steward_web;
grant delete, insert, select, update on portfolio_move to steward_worker;

create table routine_choice (
  organisation_id uuid not null,
  member_id uuid not null,
  routine_key text not null,
  is_on boolean not null,
  constraint routine_choice_pkey PRIMARY KEY (organisation_id, member_id, routine_key),
  constraint routine_choice_routine_key_check CHECK ((routine_key ~ '^[a-z][a-z0-9-]{0,62}$'::text)),
  constraint routine_choice_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
alter table routine_choice enable row level security;
alter table routine_choice force row level security;
create policy web_in_organisation on routine_choice for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on routine_choice for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on routine_choice to steward_web;
grant delete, insert, select, update on routine_choice to steward_worker;

create table routine_tick (
  organisation_id uuid not null,
  member_id uuid not null,
  routine_key text not null,
  day date not null,
  step_id text not null,
  done_at timestamp with time zone not null default now(),
  constraint routine_tick_pkey PRIMARY KEY (organisation_id, member_id, routine_key, day, step_id),
  constraint routine_tick_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
alter table routine_tick enable row level security;
alter table routine_tick force row level security;
create policy web_in_organisation on routine_tick for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on routine_tick for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on routine_tick to steward_web;
grant delete, insert, select, update on routine_tick to steward_worker;

create table run (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  account_id uuid not null,
  playbook_key text not null,
  playbook_version integer not null,
  situation_id uuid,
  state text not null default 'open'::text,
  outcome text,
  outcome_reason text,
  owner_id uuid,
  started_by uuid,
  started_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  ends_at timestamp with time zone not null,
  first_action_due timestamp with time zone,
  first_action_at timestamp with time zone,
  progress jsonb not null,
  last_sequence integer not null default 0,
  variation text,
  definition jsonb,
  constraint run_pkey PRIMARY KEY (organisation_id, id),
  constraint run_organisation_id_number_key UNIQUE (organisation_id, number),
  constraint run_check CHECK (((state = 'closed'::text) = ((outcome IS NOT NULL) AND (closed_at IS NOT NULL)))),
  constraint run_outcome_check CHECK ((outcome = ANY (ARRAY['success'::text, 'failure'::text, 'timeout'::text, 'superseded'::text, 'closed_by_hand'::text]))),
  constraint run_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint run_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint run_organisation_id_owner_id_fkey FOREIGN KEY (organisation_id, owner_id) REFERENCES member(organisation_id, id),
  constraint run_organisation_id_playbook_key_playbook_version_fkey FOREIGN KEY (organisation_id, playbook_key, playbook_version) REFERENCES playbook_version(organisation_id, key, version),
  constraint run_organisation_id_situation_id_fkey FOREIGN KEY (organisation_id, situation_id) REFERENCES situation(organisation_id, id)
);
alter table run alter column progress set statistics 0;
alter table run alter column definition set statistics 0;
CREATE INDEX run_by_account ON public.run USING btree (organisation_id, account_id, started_at DESC);
CREATE INDEX run_by_situation ON public.run USING btree (organisation_id, situation_id) WHERE (situation_id IS NOT NULL);
CREATE INDEX run_by_state ON public.run USING btree (organisation_id, state, playbook_key);
CREATE UNIQUE INDEX run_open ON public.run USING btree (organisation_id, account_id, playbook_key) WHERE (state = 'open'::text);
alter table run enable row level security;
alter table run force row level security;
create policy web_in_organisation on run for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on run for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on run to steward_web;
grant delete, insert, select, update on run to steward_worker;

create table run_asset_use (
  organisation_id uuid not null,
  run_id uuid not null,
  request_id text not null,
  step_id text not null,
  asset text not null,
  how text not null,
  share_changed double precision not null,
  member_id uuid,
  at timestamp with time zone not null default now(),
  constraint run_asset_use_pkey PRIMARY KEY (organisation_id, run_id, request_id),
  constraint run_asset_use_how_check CHECK ((how = ANY (ARRAY['sent'::text, 'copied'::text]))),
  constraint run_asset_use_share_changed_check CHECK (((share_changed >= (0)::double precision) AND (share_changed <= (1)::double precision))),
  constraint run_asset_use_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE
);
alter table run_asset_use enable row level security;
alter table run_asset_use force row level security;
create policy web_in_organisation on run_asset_use for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on run_asset_use for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on run_asset_use to steward_web;
grant delete, insert, select, update on run_asset_use to steward_worker;

create table run_deviation (
  organisation_id uuid not null,
  run_id uuid not null,
  sequence integer not null,
  playbook_key text not null,
  playbook_version integer not null,
  step_id text,
  kind text not null,
  exception_id uuid,
  reason text,
  member_id uuid,
  at timestamp with time zone not null default now(),
  constraint run_deviation_pkey PRIMARY KEY (organisation_id, run_id, sequence, kind),
  constraint run_deviation_kind_check CHECK ((kind = ANY (ARRAY['due_moved'::text, 'optional_skipped'::text, 'required_skipped'::text, 'wording_changed'::text, 'step_added'::text]))),
  constraint run_deviation_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX run_deviation_by_playbook ON public.run_deviation USING btree (organisation_id, playbook_key, kind);
alter table run_deviation enable row level security;
alter table run_deviation force row level security;
create policy web_in_organisation on run_deviation for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on run_deviation for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on run_deviation to steward_web;
grant insert, select on run_deviation to steward_worker;

create table run_entry (
  organisation_id uuid not null,
  run_id uuid not null,
  sequence integer not null,
  event_id text not null,
  at timestamp with time zone not null default now(),
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  kind text not null,
  detail jsonb not null default '{}'::jsonb,
  constraint run_entry_pkey PRIMARY KEY (organisation_id, run_id, sequence),
  constraint run_entry_organisation_id_run_id_event_id_key UNIQUE (organisation_id, run_id, event_id),
  constraint run_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['member'::text, 'api_key'::text, 'system'::text]))),
  constraint run_entry_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE
);
alter table run_entry alter column detail set statistics 0;
CREATE INDEX run_entry_skips ON public.run_entry USING btree (organisation_id, run_id) WHERE (kind = 'step_skipped'::text);
alter table run_entry enable row level security;
alter table run_entry force row level security;
create policy web_in_organisation on run_entry for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on run_entry for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on run_entry to steward_web;
grant insert, select on run_entry to steward_worker;

create table run_exception (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  run_id uuid not null,
  step_id text not null,
  kind text not null,
  wanted jsonb not null default '{}'::jsonb,
  reason text not null,
  asked_by uuid not null,
  asked_at timestamp with time zone not null default now(),
  role text not null,
  decider_id uuid not null,
  state text not null default 'open'::text,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_reason text,
  constraint run_exception_pkey PRIMARY KEY (organisation_id, id),
  constraint run_exception_kind_check CHECK ((kind = ANY (ARRAY['skip'::text, 'due'::text]))),
  constraint run_exception_reason_check CHECK (((length(reason) >= 3) AND (length(reason) <= 2000))),
  constraint run_exception_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint run_exception_organisation_id_asked_by_fkey FOREIGN KEY (organisation_id, asked_by) REFERENCES member(organisation_id, id),
  constraint run_exception_organisation_id_decider_id_fkey FOREIGN KEY (organisation_id, decider_id) REFERENCES member(organisation_id, id),
  constraint run_exception_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX run_exception_by_decider ON public.run_exception USING btree (organisation_id, decider_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX run_exception_open ON public.run_exception USING btree (organisation_id, run_id, step_id, kind) WHERE (state = 'open'::text);
alter table run_exception enable row level security;
alter table run_exception force row level security;
create policy web_in_organisation on run_exception for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on run_exception for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on run_exception to steward_web;
grant delete, insert, select, update on run_exception to steward_worker;

create table run_file (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  run_id uuid not null,
  step_id text not null,
  name text not null,
  content_type text not null,
  content text not null,
  created_at timestamp with time zone not null default now(),
  constraint run_file_pkey PRIMARY KEY (organisation_id, id),
  constraint run_file_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX run_file_by_run ON public.run_file USING btree (organisation_id, run_id);
alter table run_file enable row level security;
alter table run_file force row level security;
create policy web_in_organisation on run_file for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on run_file for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on run_file to steward_web;
grant delete, insert, select, update on run_file to steward_worker;

create table run_left_segment (
  organisation_id uuid not null,
  run_id uuid not null,
  move_id uuid not null,
  told_at timestamp with time zone not null default now(),
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  constraint run_left_segment_pkey PRIMARY KEY (organisation_id, run_id, move_id),
  constraint run_left_segment_answer_check CHECK ((answer = ANY (ARRAY['stop'::text, 'continue'::text]))),
  constraint run_left_segment_organisation_id_move_id_fkey FOREIGN KEY (organisation_id, move_id) REFERENCES segment_move(organisation_id, id) ON DELETE CASCADE,
  constraint run_left_segment_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX run_left_segment_open ON public.run_left_segment USING btree (organisation_id) WHERE (answer IS NULL);
alter table run_left_segment enable row level security;
alter table run_left_segment force row level security;
create policy web_in_organisation on run_left_segment for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on run_left_segment for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on run_left_segment to steward_web;
grant delete, insert, select, update on run_left_segment to steward_worker;

create table saved_search (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  name text not null,
  filter jsonb not null,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint saved_segment_pkey PRIMARY KEY (organisation_id, id),
  constraint saved_segment_organisation_id_name_key UNIQUE (organisation_id, name),
  constraint saved_segment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint saved_segment_organisation_id_created_by_fkey FOREIGN KEY (organisation_id, created_by) REFERENCES member(organisation_id, id)
);
alter table saved_search enable row level security;
alter table saved_search force row level security;
create policy web_in_organisation on saved_search for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on saved_search for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on saved_search to steward_web;
grant delete, insert, select, update on saved_search to steward_worker;

create table segment (
  organisation_id uuid not null,
  key text not null,
  name text not null,
  rule text not null,
  as_of date,
  changed_at timestamp with time zone not null default now(),
  constraint segment_pkey PRIMARY KEY (organisation_id, key),
  constraint segment_key_check CHECK (((key ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'::text) AND (length(key) <= 63))),
  constraint segment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint segment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table segment enable row level security;
alter table segment force row level security;
create policy web_in_organisation on segment for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on segment for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on segment to steward_web;
grant delete, insert, select, update on segment to steward_worker;

create table segment_member (
  organisation_id uuid not null,
  segment_key text not null,
  account_id uuid not null,
  since date not null,
  constraint segment_member_pkey PRIMARY KEY (organisation_id, segment_key, account_id),
  constraint segment_member_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint segment_member_organisation_id_segment_key_fkey FOREIGN KEY (organisation_id, segment_key) REFERENCES segment(organisation_id, key) ON DELETE CASCADE
);
CREATE INDEX segment_member_by_account ON public.segment_member USING btree (organisation_id, account_id);
alter table segment_member enable row level security;
alter table segment_member force row level security;
create policy web_in_organisation on segment_member for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on segment_member for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on segment_member to steward_web;
grant delete, insert, select, update on segment_member to steward_worker;

create table segment_move (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  segment_key text not null,
  account_id uuid not null,
  direction text not null,
  cause text not null,
  because text not null,
  moved_on date not null,
  as_of date not null,
  recorded_at timestamp with time zone not null default now(),
  constraint segment_move_pkey PRIMARY KEY (organisation_id, id),
  constraint segment_move_cause_check CHECK ((cause = ANY (ARRAY['data'::text, 'rule'::text]))),
  constraint segment_move_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint segment_move_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint segment_move_organisation_id_segment_key_fkey FOREIGN KEY (organisation_id, segment_key) REFERENCES segment(organisation_id, key) ON DELETE CASCADE
);
CREATE INDEX segment_move_by_account ON public.segment_move USING btree (organisation_id, account_id, recorded_at DESC);
CREATE INDEX segment_move_by_day ON public.segment_move USING btree (organisation_id, as_of);
CREATE INDEX segment_move_by_segment ON public.segment_move USING btree (organisation_id, segment_key, recorded_at DESC);
alter table segment_move enable row level security;
alter table segment_move force row level security;
create policy web_in_organisation on segment_move for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on segment_move for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant insert, select on segment_move to steward_web;
grant insert, select on segment_move to steward_worker;

create table signal_block (
  organisation_id uuid not null,
  day date not null,
  signal text not null,
  block integer not null,
  data bytea not null,
  constraint signal_block_pkey PRIMARY KEY (organisation_id, day, signal, block)
);
alter table signal_block alter column data set storage external;
alter table signal_block alter column data set statistics 0;
alter table signal_block enable row level security;
alter table signal_block force row level security;
create policy web_in_organisation on signal_block for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on signal_block for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on signal_block to steward_web;
grant delete, insert, select, update on signal_block to steward_worker;

create table signal_label (
  organisation_id uuid not null,
  signal text not null,
  code integer not null,
  label text not null,
  constraint signal_label_pkey PRIMARY KEY (organisation_id, signal, code),
  constraint signal_label_organisation_id_signal_label_key UNIQUE (organisation_id, signal, label),
  constraint signal_label_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table signal_label enable row level security;
alter table signal_label force row level security;
create policy web_in_organisation on signal_label for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on signal_label for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on signal_label to steward_web;
grant delete, insert, select, update on signal_label to steward_worker;

create table situation (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  playbook_key text not null,
  playbook_version integer not null,
  subject text not null default ''::text,
  state text not null default 'open'::text,
  trigger_kind text not null,
  priority smallint not null default 50,
  headline text not null,
  evidence jsonb not null,
  opened_on date not null,
  opened_at timestamp with time zone not null default now(),
  closed_on date,
  closed_at timestamp with time zone,
  diagnosis_id uuid,
  merged_run_id uuid,
  constraint situation_pkey PRIMARY KEY (organisation_id, id),
  constraint situation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'cleared'::text, 'dismissed'::text]))),
  constraint situation_trigger_kind_check CHECK ((trigger_kind = ANY (ARRAY['condition'::text, 'stage'::text, 'event'::text, 'schedule'::text, 'manual'::text, 'enters_segment'::text, 'leaves_segment'::text, 'enters_persona'::text, 'leaves_persona'::text]))),
  constraint situation_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint situation_organisation_id_merged_run_id_fkey FOREIGN KEY (organisation_id, merged_run_id) REFERENCES run(organisation_id, id) ON DELETE SET NULL (merged_run_id),
  constraint situation_organisation_id_playbook_key_fkey FOREIGN KEY (organisation_id, playbook_key) REFERENCES playbook(organisation_id, key)
);
alter table situation alter column headline set statistics 0;
alter table situation alter column evidence set statistics 0;
CREATE INDEX situation_by_account ON public.situation USING btree (organisation_id, account_id, opened_at DESC);
CREATE INDEX situation_by_day ON public.situation USING btree (organisation_id, opened_on);
CREATE INDEX situation_by_merged_run ON public.situation USING btree (organisation_id, merged_run_id) WHERE (merged_run_id IS NOT NULL);
CREATE INDEX situation_closed ON public.situation USING btree (organisation_id, closed_at) WHERE (closed_at IS NOT NULL);
CREATE UNIQUE INDEX situation_open ON public.situation USING btree (organisation_id, account_id, playbook_key, subject) WHERE (state = 'open'::text);
alter table situation enable row level security;
alter table situation force row level security;
create policy web_in_organisation on situation for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on situation for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on situation to steward_web;
grant delete, insert, select, update on situation to steward_worker;

create table situation_dismissal (
  organisation_id uuid not null,
  situation_id uuid not null,
  account_id uuid not null,
  playbook_key text not null,
  reason text not null,
  silent_until date not null,
  dismissed_by uuid,
  dismissed_at timestamp with time zone not null default now(),
  causes text[],
  taken_back_at timestamp with time zone,
  taken_back_by uuid,
  constraint situation_dismissal_pkey PRIMARY KEY (organisation_id, situation_id),
  constraint situation_dismissal_reason_check CHECK (((length(reason) >= 3) AND (length(reason) <= 2000))),
  constraint situation_dismissal_organisation_id_situation_id_fkey FOREIGN KEY (organisation_id, situation_id) REFERENCES situation(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX situation_dismissal_by_account ON public.situation_dismissal USING btree (organisation_id, account_id, playbook_key, silent_until);
alter table situation_dismissal enable row level security;
alter table situation_dismissal force row level security;
create policy web_in_organisation on situation_dismissal for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on situation_dismissal for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on situation_dismissal to steward_web;
grant delete, insert, select, update on situation_dismissal to steward_worker;

create table situation_held_back (
  organisation_id uuid not null,
  account_id uuid not null,
  playbook_key text not null,
  reason text not null,
  detail text not null,
  until date,
  as_of date not null,
  constraint situation_held_back_pkey PRIMARY KEY (organisation_id, account_id, playbook_key),
  constraint situation_held_back_reason_check CHECK ((reason = ANY (ARRAY['holds_for'::text, 'rearm_after'::text, 'cooldown'::text, 'not_while'::text, 'dismissed'::text, 'run_open'::text, 'not_live'::text, 'cap'::text, 'merge'::text, 'brake'::text, 'snoozed'::text]))),
  constraint situation_held_back_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint situation_held_back_organisation_id_playbook_key_fkey FOREIGN KEY (organisation_id, playbook_key) REFERENCES playbook(organisation_id, key) ON DELETE CASCADE
);
alter table situation_held_back enable row level security;
alter table situation_held_back force row level security;
create policy web_in_organisation on situation_held_back for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on situation_held_back for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on situation_held_back to steward_web;
grant delete, insert, select, update on situation_held_back to steward_worker;

create table situation_waiting (
  organisation_id uuid not null,
  playbook_key text not null,
  account_id uuid not null,
  playbook_version integer not null,
  trigger_kind text not null,
  priority smallint not null,
  headline text not null,
  evidence jsonb not null,
  found_on date not null,
  diagnosis_id uuid,
  declined_at timestamp with time zone,
  constraint situation_waiting_pkey PRIMARY KEY (organisation_id, playbook_key, account_id),
  constraint situation_waiting_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint situation_waiting_organisation_id_playbook_key_fkey FOREIGN KEY (organisation_id, playbook_key) REFERENCES playbook(organisation_id, key) ON DELETE CASCADE
);
alter table situation_waiting alter column evidence set statistics 0;
alter table situation_waiting enable row level security;
alter table situation_waiting force row level security;
create policy web_in_organisation on situation_waiting for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on situation_waiting for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on situation_waiting to steward_web;
grant delete, insert, select, update on situation_waiting to steward_worker;

create table source (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  name text not null,
  kind text not null,
  creates_accounts boolean not null default true,
  created_at timestamp with time zone not null default now(),
  constraint source_pkey PRIMARY KEY (organisation_id, id),
  constraint source_organisation_id_name_key UNIQUE (organisation_id, name),
  constraint source_kind_check CHECK ((kind = ANY (ARRAY['file'::text, 'tracking'::text, 'manual'::text, 'sample'::text]))),
  constraint source_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint source_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table source enable row level security;
alter table source force row level security;
create policy membership_lookup on source for select to steward_membership
  using true;
create policy web_in_organisation on source for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on source for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant select on source to steward_membership;
grant delete, insert, select, update on source to steward_web;
grant delete, insert, select, update on source to steward_worker;

create table subscription (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  plan text,
  seats integer,
  arr_minor bigint not null,
  currency text not null,
  starts_on date not null,
  renews_on date,
  ended_on date,
  attributes jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null default now(),
  constraint subscription_pkey PRIMARY KEY (organisation_id, id),
  constraint subscription_organisation_id_source_id_external_id_key UNIQUE (organisation_id, source_id, external_id),
  constraint subscription_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint subscription_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint subscription_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX subscription_by_account ON public.subscription USING btree (organisation_id, account_id);
alter table subscription enable row level security;
alter table subscription force row level security;
create policy web_in_organisation on subscription for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on subscription for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on subscription to steward_web;
grant delete, insert, select, update on subscription to steward_worker;

create table survey_response (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  contact_id uuid,
  kind text not null,
  score double precision not null,
  comment text,
  responded_at timestamp with time zone not null,
  attributes jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null default now(),
  constraint survey_response_pkey PRIMARY KEY (organisation_id, id),
  constraint survey_response_organisation_id_source_id_external_id_key UNIQUE (organisation_id, source_id, external_id),
  constraint survey_response_kind_check CHECK ((kind = ANY (ARRAY['nps'::text, 'csat'::text]))),
  constraint survey_response_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint survey_response_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX survey_response_by_account ON public.survey_response USING btree (organisation_id, account_id, responded_at DESC);
alter table survey_response enable row level security;
alter table survey_response force row level security;
create policy web_in_organisation on survey_response for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on survey_response for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on survey_response to steward_web;
grant delete, insert, select, update on survey_response to steward_worker;

create table task (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  run_id uuid,
  step_id text,
  interaction_id uuid,
  title text not null,
  state text not null default 'open'::text,
  is_required boolean not null default true,
  owner_id uuid not null,
  owner_role text not null,
  owner_fallback text,
  due_at timestamp with time zone,
  due_because text,
  opened_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  closed_by uuid,
  close_note text,
  revision integer not null default 0,
  changed_at timestamp with time zone not null default now(),
  constraint task_pkey PRIMARY KEY (organisation_id, id),
  constraint task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'skipped'::text, 'cancelled'::text]))),
  constraint task_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint task_organisation_id_owner_id_fkey FOREIGN KEY (organisation_id, owner_id) REFERENCES member(organisation_id, id),
  constraint task_organisation_id_run_id_fkey FOREIGN KEY (organisation_id, run_id) REFERENCES run(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX task_by_account ON public.task USING btree (organisation_id, account_id, state);
CREATE INDEX task_by_owner ON public.task USING btree (organisation_id, owner_id, state, due_at);
CREATE UNIQUE INDEX task_of_step ON public.task USING btree (organisation_id, run_id, step_id) WHERE (state = 'open'::text);
alter table task enable row level security;
alter table task force row level security;
create policy web_in_organisation on task for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on task for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on task to steward_web;
grant delete, insert, select, update on task to steward_worker;

create table ticket (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  subject text,
  priority text not null default 'normal'::text,
  status text,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  reopened_at timestamp with time zone,
  csat smallint,
  attributes jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null default now(),
  constraint ticket_pkey PRIMARY KEY (organisation_id, id),
  constraint ticket_organisation_id_source_id_external_id_key UNIQUE (organisation_id, source_id, external_id),
  constraint ticket_csat_check CHECK (((csat >= 1) AND (csat <= 5))),
  constraint ticket_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  constraint ticket_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint ticket_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX ticket_by_account ON public.ticket USING btree (organisation_id, account_id, opened_at DESC);
alter table ticket enable row level security;
alter table ticket force row level security;
create policy web_in_organisation on ticket for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on ticket for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on ticket to steward_web;
grant delete, insert, select, update on ticket to steward_worker;

create table tracked_user (
  organisation_id uuid not null,
  source_id uuid not null,
  user_key text not null,
  account_id uuid,
  traits jsonb not null default '{}'::jsonb,
  updated_at timestamp with time zone not null default now(),
  account_external_id text,
  constraint tracked_user_pkey PRIMARY KEY (organisation_id, source_id, user_key),
  constraint tracked_user_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX tracked_user_waiting ON public.tracked_user USING btree (organisation_id, account_external_id) WHERE ((account_id IS NULL) AND (account_external_id IS NOT NULL));
alter table tracked_user enable row level security;
alter table tracked_user force row level security;
create policy web_in_organisation on tracked_user for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on tracked_user for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on tracked_user to steward_web;
grant delete, insert, select, update on tracked_user to steward_worker;

create table trigger_block (
  organisation_id uuid not null,
  playbook_key text not null,
  block integer not null,
  as_of date not null,
  data bytea not null,
  trigger_kind text not null,
  constraint trigger_block_pkey PRIMARY KEY (organisation_id, playbook_key, trigger_kind, block),
  constraint trigger_block_trigger_kind_check CHECK ((trigger_kind = ANY (ARRAY['condition'::text, 'stage'::text, 'event'::text, 'schedule'::text, 'enters_segment'::text, 'leaves_segment'::text, 'enters_persona'::text, 'leaves_persona'::text]))),
  constraint trigger_block_organisation_id_playbook_key_fkey FOREIGN KEY (organisation_id, playbook_key) REFERENCES playbook(organisation_id, key) ON DELETE CASCADE
);
alter table trigger_block alter column data set storage external;
alter table trigger_block alter column data set statistics 0;
alter table trigger_block set (autovacuum_vacuum_scale_factor=1, autovacuum_analyze_scale_factor=5);
alter table trigger_block enable row level security;
alter table trigger_block force row level security;
create policy web_in_organisation on trigger_block for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on trigger_block for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on trigger_block to steward_web;
grant delete, insert, select, update on trigger_block to steward_worker;

create table usage_block (
  organisation_id uuid not null,
  metric smallint not null,
  day date not null,
  block integer not null,
  data bytea not null,
  constraint usage_block_pkey PRIMARY KEY (organisation_id, metric, day, block)
);
alter table usage_block alter column data set storage external;
alter table usage_block alter column data set statistics 0;
alter table usage_block enable row level security;
alter table usage_block force row level security;
create policy web_in_organisation on usage_block for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on usage_block for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on usage_block to steward_web;
grant delete, insert, select, update on usage_block to steward_worker;

create table usage_carry (
  organisation_id uuid not null,
  metric smallint not null,
  until date not null,
  block integer not null,
  days_total bytea not null,
  first_day bytea not null,
  last_day bytea not null,
  constraint usage_carry_pkey PRIMARY KEY (organisation_id, until, metric, block)
);
alter table usage_carry alter column days_total set statistics 0;
alter table usage_carry alter column first_day set statistics 0;
alter table usage_carry alter column last_day set statistics 0;
alter table usage_carry enable row level security;
alter table usage_carry force row level security;
create policy web_in_organisation on usage_carry for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on usage_carry for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on usage_carry to steward_web;
grant delete, insert, select, update on usage_carry to steward_worker;

create table usage_day (
  organisation_id uuid not null,
  account_slot integer not null,
  metric smallint not null,
  day date not null,
  amount double precision not null,
  constraint usage_day_pkey PRIMARY KEY (organisation_id, account_slot, metric, day)
);
alter table usage_day set (fillfactor=70);
CREATE INDEX usage_day_by_day ON public.usage_day USING btree (organisation_id, day, account_slot);
alter table usage_day enable row level security;
alter table usage_day force row level security;
create policy web_in_organisation on usage_day for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on usage_day for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on usage_day to steward_web;
grant delete, insert, select, update on usage_day to steward_worker;

create table usage_epoch (
  organisation_id uuid not null,
  number bigint not null default 0,
  constraint usage_epoch_pkey PRIMARY KEY (organisation_id),
  constraint usage_epoch_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);
alter table usage_epoch enable row level security;
alter table usage_epoch force row level security;
create policy web_in_organisation on usage_epoch for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on usage_epoch for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on usage_epoch to steward_web;
grant delete, insert, select, update on usage_epoch to steward_worker;

create table usage_event (
  organisation_id uuid not null,
  source_id uuid not null,
  message_id text not null,
  account_slot integer,
  event text not null,
  user_key text,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default now(),
  properties jsonb,
  import_id uuid,
  constraint usage_event_pkey PRIMARY KEY (organisation_id, source_id, message_id)
);
alter table usage_event alter column properties set statistics 0;
CREATE INDEX usage_event_by_account ON public.usage_event USING btree (organisation_id, account_slot);
CREATE INDEX usage_event_by_arrival ON public.usage_event USING brin (recorded_at);
CREATE INDEX usage_event_by_day ON public.usage_event USING brin (occurred_at);
CREATE INDEX usage_event_unattributed ON public.usage_event USING btree (organisation_id, source_id, user_key) WHERE (account_slot IS NULL);
alter table usage_event enable row level security;
alter table usage_event force row level security;
create policy web_in_organisation on usage_event for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on usage_event for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on usage_event to steward_web;
grant delete, insert, select, update on usage_event to steward_worker;

create table usage_stale (
  organisation_id uuid not null,
  day date not null,
  block integer not null,
  since timestamp with time zone not null default now(),
  constraint usage_stale_pkey PRIMARY KEY (organisation_id, day, block)
);
alter table usage_stale enable row level security;
alter table usage_stale force row level security;
create policy web_in_organisation on usage_stale for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on usage_stale for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on usage_stale to steward_web;
grant delete, insert, select, update on usage_stale to steward_worker;

create table usage_user_day (
  organisation_id uuid not null,
  account_slot integer not null,
  day date not null,
  user_hash bigint not null,
  constraint usage_user_day_pkey PRIMARY KEY (organisation_id, day, account_slot, user_hash)
);
alter table usage_user_day enable row level security;
alter table usage_user_day force row level security;
create policy web_in_organisation on usage_user_day for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on usage_user_day for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on usage_user_day to steward_web;
grant delete, insert, select, update on usage_user_day to steward_worker;

create table worklist_seen (
  organisation_id uuid not null,
  member_id uuid not null,
  item_kind text not null,
  item_id uuid not null,
  seen_at timestamp with time zone not null default now(),
  constraint worklist_seen_pkey PRIMARY KEY (organisation_id, member_id, item_kind, item_id),
  constraint worklist_seen_item_kind_check CHECK ((item_kind = ANY (ARRAY['situation'::text, 'band_change'::text]))),
  constraint worklist_seen_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
alter table worklist_seen enable row level security;
alter table worklist_seen force row level security;
create policy web_in_organisation on worklist_seen for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on worklist_seen for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on worklist_seen to steward_web;
grant delete, insert, select, update on worklist_seen to steward_worker;

create table worklist_snooze (
  organisation_id uuid not null,
  member_id uuid not null,
  item_kind text not null,
  item_id uuid not null,
  until timestamp with time zone not null,
  reason text,
  created_at timestamp with time zone not null default now(),
  account_id uuid not null,
  wakes text not null,
  baseline jsonb,
  woken_at timestamp with time zone,
  woken_because text,
  constraint worklist_snooze_pkey PRIMARY KEY (organisation_id, member_id, item_kind, item_id),
  constraint worklist_snooze_check CHECK (((wakes = 'at_date'::text) = (baseline IS NULL))),
  constraint worklist_snooze_check1 CHECK (((woken_at IS NULL) = (woken_because IS NULL))),
  constraint worklist_snooze_item_kind_check CHECK ((item_kind = ANY (ARRAY['situation'::text, 'task'::text, 'band_change'::text]))),
  constraint worklist_snooze_wakes_check CHECK ((wakes = ANY (ARRAY['at_date'::text, 'at_date_or_worse'::text, 'when_worse'::text]))),
  constraint worklist_snooze_organisation_id_account_id_fkey FOREIGN KEY (organisation_id, account_id) REFERENCES account(organisation_id, id) ON DELETE CASCADE,
  constraint worklist_snooze_organisation_id_member_id_fkey FOREIGN KEY (organisation_id, member_id) REFERENCES member(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX worklist_snooze_of_item ON public.worklist_snooze USING btree (organisation_id, item_id) WHERE ((item_kind = 'situation'::text) AND (woken_at IS NULL));
CREATE INDEX worklist_snooze_watched ON public.worklist_snooze USING btree (organisation_id, account_id) WHERE ((baseline IS NOT NULL) AND (woken_at IS NULL));
alter table worklist_snooze enable row level security;
alter table worklist_snooze force row level security;
create policy web_in_organisation on worklist_snooze for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on worklist_snooze for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant delete, insert, select, update on worklist_snooze to steward_web;
grant delete, insert, select, update on worklist_snooze to steward_worker;

create table write_key (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  prefix text not null,
  key_hash bytea not null,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  constraint write_key_pkey PRIMARY KEY (organisation_id, id),
  constraint write_key_key_hash_key UNIQUE (key_hash),
  constraint write_key_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES source(organisation_id, id) ON DELETE CASCADE
);
alter table write_key enable row level security;
alter table write_key force row level security;
create policy membership_lookup on write_key for select to steward_membership
  using true;
create policy web_in_organisation on write_key for all to steward_web
  using ((organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid) AND (organisation_id = current_membership()))
  with check ((organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif")) AND (organisation_id = ( SELECT current_membership() AS current_membership)));
create policy worker_in_organisation on write_key for all to steward_worker
  using (organisation_id = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid)
  with check (organisation_id = ( SELECT (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid AS "nullif"));
grant select on write_key to steward_membership;
grant delete, insert, select, update on write_key to steward_web;
grant delete, insert, select, update on write_key to steward_worker;

create table identity.account (
  id text not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES identity."user"(id) ON DELETE CASCADE
);
alter table identity.account owner to steward_identity;
CREATE INDEX account_by_user ON identity.account USING btree ("userId");

create table identity."rateLimit" (
  id text not null,
  key text not null,
  count integer not null,
  "lastRequest" bigint not null,
  constraint "rateLimit_pkey" PRIMARY KEY (id),
  constraint "rateLimit_key_key" UNIQUE (key)
);
alter table identity."rateLimit" owner to steward_identity;

create table identity.session (
  id text not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES identity."user"(id) ON DELETE CASCADE
);
alter table identity.session owner to steward_identity;
CREATE INDEX session_by_user ON identity.session USING btree ("userId");

create table identity."user" (
  id text not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now(),
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);
alter table identity."user" owner to steward_identity;

create table identity.verification (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now(),
  constraint verification_pkey PRIMARY KEY (id)
);
alter table identity.verification owner to steward_identity;
CREATE INDEX verification_by_identifier ON identity.verification USING btree (identifier);
