-- Routines are documents in library/routines; here is which of them a member follows, and what they have done of them.
create table routine_choice (
  organisation_id uuid not null,
  member_id uuid not null,
  routine_key text not null check (routine_key ~ '^[a-z][a-z0-9-]{0,62}$'),
  is_on boolean not null,
  primary key (organisation_id, member_id, routine_key),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade
);

create table routine_tick (
  organisation_id uuid not null,
  member_id uuid not null,
  routine_key text not null,
  day date not null,                                     -- the first day of the time in which the routine is due
  step_id text not null,
  done_at timestamptz not null default now(),
  primary key (organisation_id, member_id, routine_key, day, step_id),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade
);

select isolate_by_organisation(t::regclass) from unnest(array['routine_choice', 'routine_tick']) t;
