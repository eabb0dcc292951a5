-- What all days before a boundary add up to, so that a day's signals need not read years of history: per metric and block the number of
-- active days, the first and the last of them.
create table usage_carry (
  organisation_id uuid not null,
  metric smallint not null,
  until date not null,
  block integer not null,
  days_total bytea not null,
  first_day bytea not null,
  last_day bytea not null,
  primary key (organisation_id, until, metric, block)
);
select isolate_by_organisation('usage_carry');

-- The partial index on open situations serves every list of them.
drop index situation_by_state;
