-- What whoever writes about the campaign finds on one page. One row a campaign, made with the first change.
create table press_kit (
  campaign_id uuid not null references campaign (id),
  -- A few sentences on what it is about; by language.
  lead jsonb not null default '{}',
  shown boolean not null default false,
  -- The whole page does not exist before.
  not_before timestamptz,
  version integer not null default 1,
  changed_by text references person (id),
  changed_at timestamptz not null,
  primary key (campaign_id)
);

create table press_piece (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  kind text not null check (kind in ('contact', 'fact', 'line', 'picture')),
  place integer not null,
  -- By language. A contact: who it is, as they agreed to it; a picture: what is said under it.
  words jsonb not null,
  email text,
  phone text,
  -- Of a fact: where it is from; of a line: who said it; of a picture: whom to credit.
  source text not null default '',
  link text,
  -- Of a fact: as of when.
  day date,
  -- What can be seen on a picture; by language.
  alt jsonb not null default '{}',
  -- Whoever it names has agreed to this wording; somebody of the team says so.
  agreed_at timestamptz,
  agreed_noted_by text references person (id),
  -- It does not exist before.
  not_before timestamptz,
  version integer not null default 1,
  changed_by text references person (id),
  changed_at timestamptz not null,
  primary key (campaign_id, id),
  check (kind not in ('contact', 'line') or agreed_at is not null),
  check (kind = 'contact' or source <> ''),
  check (kind <> 'fact' or day is not null),
  check (kind <> 'picture' or alt <> '{}')
);

-- A picture made anew from its pixels: for printing, and small for the page. Sealed, since it may be under embargo.
create table press_picture (
  campaign_id uuid not null,
  piece_id uuid not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  print bytea not null,
  small bytea not null,
  primary key (campaign_id, piece_id),
  foreign key (campaign_id, piece_id) references press_piece (campaign_id, id) on delete cascade
);
alter table press_picture alter column print set storage external;
alter table press_picture alter column small set storage external;
