-- Jobs are added in the transaction of the data they follow from; the queue's tables belong to steward_queue alone.
grant create on schema public to steward_queue;

create function enqueue_job(task text, payload json, job_key text default null, run_at timestamptz default null,
    queue_name text default null, max_attempts integer default 12, priority integer default 0, job_key_mode text default 'replace')
  returns void language sql volatile security definer set search_path = graphile_worker, pg_temp
  as $$ select graphile_worker.add_job(task, payload, queue_name => queue_name, run_at => run_at, max_attempts => max_attempts,
    job_key => job_key, priority => priority, job_key_mode => job_key_mode) $$;

create function cancel_job(the_key text) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp
  as $$ select graphile_worker.remove_job(the_key) $$;

-- Jobs of the current organisation that wait, run or have failed for good; payloads stay inside.
create function job_overview() returns table (id bigint, task text, run_at timestamptz, attempts integer, max_attempts integer,
    last_error text, locked_at timestamptz, created_at timestamptz)
  language sql stable security definer set search_path = graphile_worker, pg_temp
  as $$ select j.id, t.identifier, j.run_at, j.attempts::integer, j.max_attempts::integer, j.last_error, j.locked_at, j.created_at
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.payload ->> 'organisation_id' = current_setting('app.organisation_id', true)
    order by j.attempts >= j.max_attempts desc, j.run_at limit 500 $$;

-- Gives a job that failed for good another set of attempts.
create function retry_job(the_id bigint) returns boolean
  language sql volatile security definer set search_path = graphile_worker, pg_temp
  as $$ with again as (
      update graphile_worker._private_jobs set attempts = 0, run_at = now(), updated_at = now()
      where id = the_id and attempts >= max_attempts
        and payload ->> 'organisation_id' = current_setting('app.organisation_id', true)
      returning id)
    select exists (select from again) $$;

alter function enqueue_job(text, json, text, timestamptz, text, integer, integer, text) owner to steward_queue;
alter function cancel_job(text) owner to steward_queue;
alter function job_overview() owner to steward_queue;
alter function retry_job(bigint) owner to steward_queue;
revoke execute on function enqueue_job(text, json, text, timestamptz, text, integer, integer, text), cancel_job(text), job_overview(),
  retry_job(bigint) from public;
grant execute on function enqueue_job(text, json, text, timestamptz, text, integer, integer, text), cancel_job(text), job_overview(),
  retry_job(bigint) to steward_web, steward_worker;
revoke create on schema public from steward_queue;
