-- What was saved on the accounts page is a search; a segment is a rule, with members and their history.
alter table saved_segment rename to saved_search;

create table segment (
  organisation_id uuid not null references organisation on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(key) <= 63),
  name text not null check (length(name) between 1 and 100),
  rule text not null,                                    -- a condition over signals, in CEL
  as_of date,                                            -- the morning to which its members were last brought; null: never yet
  changed_at timestamptz not null default now(),
  primary key (organisation_id, key)
);

create table segment_member (
  organisation_id uuid not null,
  segment_key text not null,
  account_id uuid not null,
  since date not null,
  primary key (organisation_id, segment_key, account_id),
  foreign key (organisation_id, segment_key) references segment (organisation_id, key) on delete cascade,
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);
create index segment_member_by_account on segment_member (organisation_id, account_id);

-- Who moved in or out, when, and which values did it; never changed.
create table segment_move (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  segment_key text not null,
  account_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  cause text not null check (cause in ('data', 'rule')), -- values changed, or somebody changed the rule
  because text not null,
  moved_on date not null,                                -- the day that people read
  as_of date not null,                                   -- the morning whose values did it; of a live diagnosis, tomorrow's
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, segment_key) references segment (organisation_id, key) on delete cascade,
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);
create index segment_move_by_segment on segment_move (organisation_id, segment_key, recorded_at desc);
create index segment_move_by_day on segment_move (organisation_id, as_of);
create index segment_move_by_account on segment_move (organisation_id, account_id, recorded_at desc);

select isolate_by_organisation(t::regclass) from unnest(array['segment', 'segment_member']) t;
select isolate_by_organisation('segment_move', 'select, insert');

alter table trigger_block drop constraint trigger_block_trigger_kind_check;
alter table trigger_block add constraint trigger_block_trigger_kind_check
  check (trigger_kind in ('condition', 'stage', 'event', 'schedule', 'enters_segment', 'leaves_segment'));
alter table situation drop constraint situation_trigger_kind_check;
alter table situation add constraint situation_trigger_kind_check
  check (trigger_kind in ('condition', 'stage', 'event', 'schedule', 'manual', 'enters_segment', 'leaves_segment'));
