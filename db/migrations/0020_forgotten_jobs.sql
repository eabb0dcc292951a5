-- An organisation that is removed, or whose past has been told, leaves no work behind.
grant create on schema public to steward_queue;

-- Takes back the jobs of the current organisation that wait, of one task or (null) of all.
create function forget_jobs(the_task text) returns integer
  language sql volatile security definer set search_path = graphile_worker, pg_temp
  as $$ with forgotten as (
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and (the_task is null or t.identifier = the_task) and j.locked_at is null
        and j.payload ->> 'organisation_id' = current_setting('app.organisation_id', true)
      returning j.id)
    select count(*)::integer from forgotten $$;

alter function forget_jobs(text) owner to steward_queue;
revoke execute on function forget_jobs(text) from public;
grant execute on function forget_jobs(text) to steward_worker;
revoke create on schema public from steward_queue;
