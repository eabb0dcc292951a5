-- What of the assets of a run went to a customer, or was copied, and how much of its words somebody had changed before.
create table run_asset_use (
  organisation_id uuid not null,
  run_id uuid not null,
  request_id text not null,                              -- the same use told twice is one
  step_id text not null,
  asset text not null,
  how text not null check (how in ('sent', 'copied')),
  share_changed float8 not null check (share_changed between 0 and 1), -- of the words; 0: as it was filled in
  member_id uuid,
  at timestamptz not null default now(),
  primary key (organisation_id, run_id, request_id),
  foreign key (organisation_id, run_id) references run (organisation_id, id) on delete cascade
);
select isolate_by_organisation('run_asset_use');
