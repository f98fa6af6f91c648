-- Somebody is named in a note: what waits for them to read. The words stand in the note, and go with it.
create table mention (
  campaign_id uuid not null,
  person_id text not null references person (id),
  note_id uuid not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (campaign_id, person_id, note_id),
  foreign key (campaign_id, note_id) references note (campaign_id, id) on delete cascade
);
create index mention_unread on mention (campaign_id, person_id) where read_at is null;
