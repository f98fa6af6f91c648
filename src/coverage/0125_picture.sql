-- The picture of an entry, made anew from its pixels and sealed: whole for whoever posts it, small for the board and the transcript.
create table coverage_picture (
  campaign_id uuid not null,
  entry_id uuid not null,
  -- Another picture of the same entry has another.
  id uuid not null,
  width integer not null,
  height integer not null,
  whole bytea not null,
  small bytea not null,
  primary key (campaign_id, entry_id),
  foreign key (campaign_id, entry_id) references coverage_entry (campaign_id, id) on delete cascade
);
alter table coverage_picture alter column whole set storage external;
alter table coverage_picture alter column small set storage external;
