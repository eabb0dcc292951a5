-- What due dates count by: a member's own working time, their absences, and more dates of an account.
alter table member
  add column time_zone text,                             -- null in these five: as the organisation
  add column holiday_region text,
  add column working_days smallint[],
  add column workday_start time,
  add column workday_end time;

-- What becomes of tasks that fall due while their owner is away: the deputy does them, or they wait.
alter table organisation
  add column absent_owner text not null default 'deputy' check (absent_owner in ('deputy', 'move'));

alter table account
  add column kickoff_date date,
  add column time_zone text;                             -- of the customer; null: not known

create table member_absence (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  first_day date not null,                               -- days of the member's own time zone, both included
  last_day date not null check (last_day >= first_day),
  deputy_id uuid check (deputy_id <> member_id),
  note text,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, member_id) references member (organisation_id, id) on delete cascade,
  foreign key (organisation_id, deputy_id) references member (organisation_id, id)
);
create index member_absence_by_member on member_absence (organisation_id, member_id, last_day);
select isolate_by_organisation('member_absence');
