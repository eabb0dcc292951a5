-- The accounts list is opened by ARR, or narrowed by renewal: found by index whatever the number of accounts.
create index account_by_arr on account (organisation_id, arr_minor desc nulls last, name, id) where archived_at is null;
create index account_by_renewal on account (organisation_id, renewal_date, name, id) where archived_at is null;
-- Whether there are amounts in other currencies than the organisation's own is asked by every list.
create index account_by_currency on account (organisation_id, currency);
