-- A run goes by its version of the playbook, unless a variation was chosen as it started or somebody customised it since.
alter table run add column variation text;              -- for whom the variation is, as the playbook names it; null: the baseline
alter table run add column definition jsonb;            -- what it goes by where that is not the version itself
