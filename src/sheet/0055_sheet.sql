-- Somebody who types in or photographs notes at one place and has no account: their link opens one form and nothing else.
create table collector (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- A name or a label, as the campaign calls them; stands with every sheet they send.
  label text not null,
  -- Fixed: the link sends from this place only.
  place_name text not null,
  -- Of the secret in the link, which is shown once.
  sha256 bytea not null,
  -- How many notes and how many photographs it may send altogether.
  cap integer not null,
  sent integer not null default 0,
  photos integer not null default 0,
  created_by text not null references person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_at timestamptz,
  primary key (campaign_id, id),
  unique (campaign_id, sha256)
);

-- Notes typed in together. Its id is made on the device; it belongs to whoever sent it first.
create table sheet (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text references person (id),
  collector_id uuid,
  -- Who collected the notes, as it was typed, or the collector's label.
  collector text not null,
  place_name text,
  day date,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, collector_id) references collector (campaign_id, id),
  check (num_nonnulls(person_id, collector_id) = 1)
);
create index sheet_changed on sheet (campaign_id, changed_at);

-- Which sheet a note came on; its words are in the post whose external id is the note's. Written before the post: folding may be
-- faster than whoever comes after it.
create table sheet_note (
  campaign_id uuid not null,
  note_id uuid not null,
  sheet_id uuid not null,
  -- Key of the issue area that whoever typed it in chose; emptied when it was suggested to the desk.
  area text,
  primary key (campaign_id, note_id),
  foreign key (campaign_id, sheet_id) references sheet (campaign_id, id)
);
create index sheet_note_sheet on sheet_note (campaign_id, sheet_id);
create index sheet_note_area on sheet_note (campaign_id) where area is not null;

-- Photographs of the wall: re-encoded, without metadata, sealed under a key of their own.
create table sheet_photo (
  campaign_id uuid not null,
  id uuid not null,
  sheet_id uuid not null,
  type text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, sheet_id) references sheet (campaign_id, id)
);
-- Sealed bytes do not compress.
alter table sheet_photo alter column sealed set storage external;
create index sheet_photo_sheet on sheet_photo (campaign_id, sheet_id);
