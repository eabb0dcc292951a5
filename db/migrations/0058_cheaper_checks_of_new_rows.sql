-- A new row is checked row by row, unlike rows that are read. As scalar subqueries both halves of the check are computed once a statement.
create or replace function isolate_by_organisation(target regclass, privileges text default 'select, insert, update, delete')
  returns void language plpgsql as $$
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
end $$;

do $$
declare
  policy record;
  same_for_new constant text :=
    'organisation_id = (select nullif(current_setting(''app.organisation_id'', true), '''')::uuid)';
begin
  for policy in
    select format('%I.%I', schemaname, tablename) as target, policyname as name from pg_policies
    where schemaname = 'public' and policyname in ('web_in_organisation', 'worker_in_organisation')
  loop
    execute format('alter policy %I on %s with check (%s)', policy.name, policy.target,
      same_for_new || case policy.name when 'web_in_organisation' then ' and organisation_id = (select current_membership())' else '' end);
  end loop;
end $$;
