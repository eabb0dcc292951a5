-- How a member divides the working day: [{"key": "focus", "from": "08:00", "until": "11:00"}, ...]; null: as shipped.
alter table member add column day_blocks jsonb;
