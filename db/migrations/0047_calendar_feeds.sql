-- A member's tasks and meetings for their calendar, at a link that only they know.
create table calendar_feed (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_read_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade
);
create index calendar_feed_by_member on calendar_feed (organisation_id, member_id);
select isolate_by_organisation('calendar_feed');

grant create on schema public to steward_membership;
grant select on calendar_feed to steward_membership;
create policy membership_lookup on calendar_feed for select to steward_membership using (true);
create function find_calendar_feed(the_hash bytea)
  returns table (organisation_id uuid, id uuid, member_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select f.organisation_id, f.id, f.member_id
    from public.calendar_feed f
    join public.member m on m.organisation_id = f.organisation_id and m.id = f.member_id and m.status = 'active'
    where f.token_hash = the_hash and f.revoked_at is null $$;
alter function find_calendar_feed(bytea) owner to steward_membership;
revoke execute on function find_calendar_feed(bytea) from public;
grant execute on function find_calendar_feed(bytea) to steward_worker;
revoke create on schema public from steward_membership;

-- Calendars take a changed event for a new one unless it says how often and when it was changed.
alter table task
  add column revision integer not null default 0,
  add column changed_at timestamptz not null default now();

create function count_task_revision() returns trigger language plpgsql as $$
begin
  new.revision := old.revision + 1;
  new.changed_at := now();
  return new;
end $$;
create trigger count_task_revision before update on task for each row
  when (old.title is distinct from new.title or old.due_at is distinct from new.due_at or old.due_because is distinct from new.due_because)
  execute function count_task_revision();
