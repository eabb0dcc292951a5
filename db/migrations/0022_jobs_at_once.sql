-- Many jobs are added by one statement: the queue's own function costs about the same for hundreds as for one.
grant create on schema public to steward_queue;

-- One job for each place in the arrays, which are equally long; a key stands in them once.
create function enqueue_jobs(tasks text[], payloads text[], job_keys text[], run_ats timestamptz[], queue_names text[],
    max_attempts integer[], priorities integer[]) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp
  as $$ select from graphile_worker.add_jobs(array(
      select (j.task, j.payload::json, j.queue_name, j.run_at, j.max_attempts, j.job_key, j.priority, null)::graphile_worker.job_spec
      from unnest(tasks, payloads, job_keys, run_ats, queue_names, max_attempts, priorities)
        with ordinality j(task, payload, job_key, run_at, queue_name, max_attempts, priority, place)
      order by j.place)) $$;

-- Takes back the jobs that still wait under these keys.
create function cancel_jobs(job_keys text[]) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp
  as $$ select graphile_worker.remove_job(job_key) from unnest(job_keys) job_key $$;

alter function enqueue_jobs(text[], text[], text[], timestamptz[], text[], integer[], integer[]) owner to steward_queue;
alter function cancel_jobs(text[]) owner to steward_queue;
revoke execute on function enqueue_jobs(text[], text[], text[], timestamptz[], text[], integer[], integer[]), cancel_jobs(text[])
  from public;
grant execute on function enqueue_jobs(text[], text[], text[], timestamptz[], text[], integer[], integer[]), cancel_jobs(text[])
  to steward_web, steward_worker;
revoke create on schema public from steward_queue;

drop function enqueue_job(text, json, text, timestamptz, text, integer, integer, text);
drop function cancel_job(text);
