-- What members write about their days and weeks: prepared from the data, finished by the person.
create table member_report (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  kind text not null check (kind in ('day_wrap_up', 'week_plan', 'week_review', 'week_report')),
  day date not null,                                     -- the day, or the Monday of the week, on the member's own calendar
  text text not null check (length(text) <= 20000),
  created_at timestamptz not null default now(),
  saved_at timestamptz not null default now(),
  finished_at timestamptz,                               -- from then on the manager can read it
  primary key (organisation_id, id),
  unique (organisation_id, member_id, kind, day),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade
);
create index member_report_by_day on member_report (organisation_id, day desc) where finished_at is not null;
select isolate_by_organisation('member_report');
