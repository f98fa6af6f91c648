-- What leaves by an account on a network, and looking again at what nobody knows the fate of.
alter table outgoing add column account_id uuid;
-- Where it can be seen.
alter table outgoing add column link text;
alter table outgoing add column tried_at timestamptz;
-- How often, when and with what result it was looked for; when it is to be looked for again.
alter table outgoing add column looks integer not null default 0;
alter table outgoing add column looked_at timestamptz;
alter table outgoing add column look_at timestamptz;
create index outgoing_look on outgoing (campaign_id, look_at) where look_at is not null;

-- Pictures of a message until it is sent, sealed like its text.
create table outgoing_media (
  campaign_id uuid not null,
  outgoing_id uuid not null,
  place smallint not null,
  type text not null,
  alt text not null,
  sealed bytea not null,
  primary key (campaign_id, outgoing_id, place),
  foreign key (campaign_id, outgoing_id) references outgoing (campaign_id, id) on delete cascade
);
