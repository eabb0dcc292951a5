-- How complex it is to bring an account on board: for each figure, up to which it is low and up to which standard; and the hours of the three.
alter table organisation add column complexity jsonb not null
  default '{"seats": [25, 200], "integrations": [0, 1], "regions": [1, 3], "hours": [8, 25, 60]}';
