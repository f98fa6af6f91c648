-- Whether the outlines of a set stand on the public map: of districts from the beginning, of anything else when somebody says so.
alter table place_set add column on_map boolean not null default false;

-- The outlines that maps draw, made anew with each change of them: with few corners, shared borders once, in a bounded number of bytes.
create table place_map (
  campaign_id uuid primary key references campaign (id),
  -- Another one with each change, for whoever keeps what was made of it.
  version uuid not null,
  topology text not null
);
