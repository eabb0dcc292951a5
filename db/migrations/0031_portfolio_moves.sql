-- Who looks after what, changed for many accounts at once: what was chosen and what it changed, so that it can be told and taken back.
create table portfolio_move (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('portfolio', 'assignment')),
  member_id uuid,                                        -- whose portfolio it was; null for accounts that had no owner
  choice jsonb not null,
  changes jsonb not null,                                -- places in teams, tasks and handoffs, each with who had it and who has it
  reason text,
  moved_at timestamptz not null,
  moved_by uuid,                                         -- null: the system
  undone_at timestamptz,
  undone_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, member_id) references member (organisation_id, id),
  foreign key (organisation_id, moved_by) references member (organisation_id, id)
);
create index portfolio_move_by_time on portfolio_move (organisation_id, moved_at desc);
select isolate_by_organisation('portfolio_move');

-- How accounts without a CSM get one after an import.
alter table organisation add column owner_rule text not null default 'by_hand'
  check (owner_rule in ('by_hand', 'fewest_tasks', 'least_arr', 'round_robin'));
