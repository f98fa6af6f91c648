-- What the campaign says in its own name: one text, each network's wording of it, pictures, a time, and who let it go.
create table publication (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- What the team calls it; never published.
  title text not null,
  text text not null,
  language text not null,
  -- draft: being written; waiting: for a second person; refused: by that person, with a reason; scheduled: let go, it leaves at its time.
  state text not null default 'draft' check (state in ('draft', 'waiting', 'refused', 'scheduled')),
  -- The clock on the wall at which it goes, in its zone; null: as soon as it is let go.
  wall text,
  zone text not null,
  -- The same as an instant; once it is let go, when it leaves.
  due_at timestamptz,
  version integer not null default 1,
  created_by text references person (id),
  created_at timestamptz not null,
  -- Who wrote on it last: whoever lets it go is somebody else.
  changed_by text references person (id),
  changed_at timestamptz not null,
  decided_by text references person (id),
  decided_at timestamptz,
  -- Why it was refused.
  reason text,
  primary key (campaign_id, id)
);
create index publication_due on publication (campaign_id, due_at);

-- One network of it: by an account of ours, or by the hand of a person.
create table publication_part (
  campaign_id uuid not null,
  id uuid not null,
  publication_id uuid not null,
  place smallint not null,
  network text not null,
  -- An account of talk; null: a person posts it.
  account_id uuid,
  -- Its own wording; null: the common one.
  text text,
  -- The message in the outbox, once it was let go.
  outgoing_id uuid,
  hand_by text references person (id),
  hand_at timestamptz,
  hand_link text,
  -- It was taken back when other parts had left.
  taken_back_at timestamptz,
  primary key (campaign_id, id),
  foreign key (campaign_id, publication_id) references publication (campaign_id, id) on delete cascade
);
create index publication_part_of on publication_part (campaign_id, publication_id);
create index publication_part_outgoing on publication_part (campaign_id, outgoing_id) where outgoing_id is not null;

create table publication_picture (
  campaign_id uuid not null,
  id uuid not null,
  publication_id uuid not null,
  type text not null,
  sealed bytea not null,
  -- What can be seen, for whoever does not see it; nothing leaves without.
  alt text not null,
  added_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, publication_id) references publication (campaign_id, id) on delete cascade
);
create index publication_picture_of on publication_picture (campaign_id, publication_id);
