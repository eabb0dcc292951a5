-- A wrong alert silences its cause only, and can be taken back. Null: of before causes were kept, then every cause is silent.
alter table situation_dismissal add column causes text[];
alter table situation_dismissal add column taken_back_at timestamptz;
alter table situation_dismissal add column taken_back_by uuid;

-- The open run of another playbook that a situation was merged into; it has none of its own then.
alter table situation add column merged_run_id uuid;
alter table situation add foreign key (organisation_id, merged_run_id) references run (organisation_id, id) on delete set null (merged_run_id);
create index situation_by_merged_run on situation (organisation_id, merged_run_id) where merged_run_id is not null;
create index situation_by_day on situation (organisation_id, opened_on);

-- How much a diagnosis may open: in a week for an account and for its CSM (null: any number), and for one playbook at once before a
-- person is asked.
alter table organisation add column account_week_limit integer default 4 check (account_week_limit > 0);
alter table organisation add column owner_week_limit integer default 30 check (owner_week_limit > 0);
alter table organisation add column brake_count integer not null default 25 check (brake_count > 0);
alter table organisation add column brake_percent integer not null default 10 check (brake_percent between 0 and 100);

alter table situation_held_back drop constraint situation_held_back_reason_check;
alter table situation_held_back add constraint situation_held_back_reason_check check (reason in ('holds_for', 'rearm_after', 'cooldown',
  'not_while', 'dismissed', 'run_open', 'not_live', 'cap', 'merge', 'brake'));

-- What the brake keeps until a person has confirmed it: everything that a situation needs to be opened then.
create table situation_waiting (
  organisation_id uuid not null,
  playbook_key text not null,
  account_id uuid not null,
  playbook_version integer not null,
  trigger_kind text not null,
  priority smallint not null,
  headline text not null,
  evidence jsonb not null,
  found_on date not null,
  diagnosis_id uuid,
  declined_at timestamptz,                               -- a person said no; kept until the condition is no longer true
  primary key (organisation_id, playbook_key, account_id),
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade,
  foreign key (organisation_id, playbook_key) references playbook (organisation_id, key) on delete cascade
);
select isolate_by_organisation('situation_waiting');
