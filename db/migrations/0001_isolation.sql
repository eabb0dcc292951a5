-- Who may see what. Roles are made by the migrator before this file runs: steward_web (people and API keys), steward_worker (the
-- system), steward_membership (owns the few functions that look across organisations), steward_queue, steward_identity.

create function current_organisation() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.organisation_id', true), '')::uuid;

create function current_member() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.member_id', true), '')::uuid;

-- The text of every policy in one place, so that its form can be switched (section "Isolation" of ARCHITECTURE.md).
-- privileges: what the two roles may do to the table; append-only tables leave out update and delete.
create function isolate_by_organisation(target regclass, privileges text default 'select, insert, update, delete')
  returns void language plpgsql as $$
declare
  same_organisation constant text :=
    'organisation_id = nullif(current_setting(''app.organisation_id'', true), '''')::uuid';
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy web_in_organisation on %s to steward_web using (%s and is_member()) with check (%s and is_member())',
    target, same_organisation, same_organisation);
  execute format('create policy worker_in_organisation on %s to steward_worker using (%s) with check (%s)',
    target, same_organisation, same_organisation);
  execute format('grant %s on %s to steward_web, steward_worker', privileges, target);
end $$;

revoke execute on function isolate_by_organisation(regclass, text) from public;
grant usage on schema public to steward_web, steward_worker, steward_membership, steward_queue;
