-- Raised with the public version whenever it may have changed which words, photos and places may be shown, and not by what people decide at the desk:
-- what was read of them then still holds.
alter table campaign_pulse add column words_version bigint not null default 0;
