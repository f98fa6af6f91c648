-- A short link: where it leads, under an address of our own. It leads nowhere else, whatever its reader adds to it.
create table short_link (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  name text not null,
  url text not null,
  -- Elsewhere for some devices or hours, in order, the first that fits: [{"device"?, "from"?, "until"?, "url"}], hours in `zone`.
  rules jsonb not null default '[]',
  zone text not null default 'UTC',
  -- A short text to pass on with it by SMS and chat apps, by language.
  forward jsonb not null default '{}',
  retired_at timestamptz,
  created_by text references person (id),
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id)
);

-- One way by which a link goes round: its code tells channel, wording and sharer apart, and no reader from another.
create table short_link_code (
  campaign_id uuid not null,
  code text not null,
  link_id uuid not null,
  -- Where it is put up; null: anywhere.
  channel text,
  variant_id uuid,
  -- Who passes it on, as they or the campaign call them: a name, a wave, a poster.
  sharer text,
  created_at timestamptz not null,
  primary key (campaign_id, code),
  foreign key (campaign_id, link_id) references short_link (campaign_id, id),
  foreign key (campaign_id, variant_id) references variant (campaign_id, id)
);
create index short_link_code_link on short_link_code (campaign_id, link_id, created_at);

-- Taps in five minutes by kind of device; nothing about anybody who tapped.
create table short_link_tap (
  campaign_id uuid not null,
  code text not null,
  at timestamptz not null,
  device text not null check (device in ('phone', 'simple', 'computer', 'preview')),
  taps integer not null,
  primary key (campaign_id, code, at, device),
  foreign key (campaign_id, code) references short_link_code (campaign_id, code)
);
