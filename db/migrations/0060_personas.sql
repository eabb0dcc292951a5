-- Rules over contacts, as segments are rules over accounts: who belongs, since when, who moved in or out and what did it.
create table persona (
  organisation_id uuid not null references organisation on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  name text not null check (length(name) between 1 and 100),
  rule text not null,                                    -- a condition over fields of contacts, in CEL
  cadence_days integer check (cadence_days between 1 and 1000), -- within so many days somebody should have spoken with each of them
  as_of date,                                            -- the morning to which its members were last brought; null: never yet
  changed_at timestamptz not null default now(),
  primary key (organisation_id, key)
);

-- A contact who was removed stays a member until the next diagnosis has seen it: no foreign key to contacts.
create table persona_member (
  organisation_id uuid not null,
  persona_key text not null,
  contact_id uuid not null,
  account_id uuid not null,                              -- as they came in
  since date not null,
  quiet_since date,                                      -- the last touch, else when they joined or became known; null: touches with contacts are not logged
  primary key (organisation_id, persona_key, contact_id),
  foreign key (organisation_id, persona_key) references persona (organisation_id, key) on delete cascade,
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);
create index persona_member_by_contact on persona_member (organisation_id, contact_id);
create index persona_member_by_account on persona_member (organisation_id, account_id);

-- Who moved in or out, when, and which values did it; never changed. Of a contact who was removed nothing but the move stays.
create table persona_move (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  persona_key text not null,
  contact_id uuid not null,
  account_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  cause text not null check (cause in ('data', 'rule', 'removed')), -- values changed, somebody changed the rule, the contact is gone
  because text not null,
  moved_on date not null,                                -- the day that people read
  as_of date not null,                                   -- the morning whose values did it; of a live diagnosis, tomorrow's
  recorded_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, persona_key) references persona (organisation_id, key) on delete cascade,
  foreign key (organisation_id, account_id) references account (organisation_id, id) on delete cascade
);
create index persona_move_by_persona on persona_move (organisation_id, persona_key, recorded_at desc);
create index persona_move_by_day on persona_move (organisation_id, as_of);
create index persona_move_by_account on persona_move (organisation_id, account_id, recorded_at desc);

-- What a contact's role, title and e-mail domain were until a moment; what they are stands in the contact itself.
create table contact_past (
  organisation_id uuid not null,
  contact_id uuid not null,
  field text not null check (field in ('role', 'title', 'domain')),
  value text,
  until timestamptz not null,
  primary key (organisation_id, contact_id, field, until),
  foreign key (organisation_id, contact_id) references contact (organisation_id, id) on delete cascade
);

create function keep_contact_past() returns trigger language plpgsql as $$
begin
  insert into contact_past (organisation_id, contact_id, field, value, until)
  select old.organisation_id, old.id, f.field, f.was, now()
  from (values ('role', old.role, new.role), ('title', old.title, new.title),
    ('domain', lower(split_part(old.email, '@', 2)), lower(split_part(new.email, '@', 2)))) f (field, was, becomes)
  where f.was is distinct from f.becomes
  on conflict do nothing;
  return null;
end $$;
create trigger keep_contact_past after update on contact for each row
  when (old.role is distinct from new.role or old.title is distinct from new.title or old.email is distinct from new.email)
  execute function keep_contact_past();

-- When an organisation began to say with whom it spoke.
create index interaction_with_contact on interaction (organisation_id, occurred_at)
  where contact_id is not null and kind <> 'note' and direction <> 'internal';

-- The personas that every organisation has from the start.
insert into persona (organisation_id, key, name, rule, cadence_days)
select o.organisation_id, p.* from organisation o cross join (values
  ('champions', 'Champions', 'contact.role == ''champion''', 30),
  ('executive_sponsors', 'Executive sponsors',
    'contact.role == ''executive_sponsor'' || unknown(contact.role) && contact.level in [''executive'', ''vice_president'']', 90),
  ('decision_makers', 'Decision makers',
    'contact.role == ''decision_maker'' || unknown(contact.role) && contact.level == ''director''', 90),
  ('technical_contacts', 'Technical contacts',
    'contact.role == ''technical'' || unknown(contact.role) && contact.work in [''it'', ''engineering''] && contact.level in [''manager'', ''other'']', 90),
  ('billing_contacts', 'Billing contacts',
    'contact.role == ''billing'' || unknown(contact.role) && contact.work in [''finance'', ''procurement''] && contact.level in [''manager'', ''other'']', null),
  ('everyday_users', 'Everyday users', 'contact.role == ''user''', null)
) p (key, name, rule, cadence_days);

select isolate_by_organisation(t::regclass) from unnest(array['persona', 'persona_member']) t;
select isolate_by_organisation('persona_move', 'select, insert');
select isolate_by_organisation('contact_past', 'select, insert');

alter table trigger_block drop constraint trigger_block_trigger_kind_check;
alter table trigger_block add constraint trigger_block_trigger_kind_check check (trigger_kind in
  ('condition', 'stage', 'event', 'schedule', 'enters_segment', 'leaves_segment', 'enters_persona', 'leaves_persona'));
alter table situation drop constraint situation_trigger_kind_check;
alter table situation add constraint situation_trigger_kind_check check (trigger_kind in
  ('condition', 'stage', 'event', 'schedule', 'manual', 'enters_segment', 'leaves_segment', 'enters_persona', 'leaves_persona'));
