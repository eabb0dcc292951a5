-- What is being written of a playbook before it is published: one text a playbook, kept as one writes.
create table playbook_draft (
  organisation_id uuid not null,
  key text not null,
  document text not null,
  based_on integer not null,                             -- the version with which it was begun
  revision uuid not null default gen_random_uuid(),      -- another one each time that it is saved: who knows an older one is told
  saved_by uuid,                                         -- null: an API key
  saved_at timestamptz not null default now(),
  primary key (organisation_id, key),
  foreign key (organisation_id, key, based_on) references playbook_version (organisation_id, key, version) on delete cascade,
  foreign key (organisation_id, saved_by) references member (organisation_id, id)
);
select isolate_by_organisation('playbook_draft');
