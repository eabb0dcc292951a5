-- Scorecards ask which steps people skipped, over all runs.
create index run_entry_skips on run_entry (organisation_id, run_id) where kind = 'step_skipped';
