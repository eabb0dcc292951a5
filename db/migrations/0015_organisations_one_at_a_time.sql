-- The system lists all organisations, and changes or removes only the one it is at work in.
drop policy if exists worker_all on organisation;
create policy worker_lists on organisation for select to steward_worker using (true);
create policy worker_in_organisation on organisation to steward_worker
  using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  with check (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
