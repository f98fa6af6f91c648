-- A post on a network that the team finds worth repeating, for a while. Its words stay where they are: here is only where it can be seen.
create table amplify_post (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- Null: a page on the web that is no post of a network.
  network text,
  link text not null,
  -- The same post under any of its addresses has the same key.
  key text not null,
  -- Ids under which it may have come in here as a post: what is taken back or deleted there leaves this list too.
  forms text[] not null,
  reason text not null,
  -- A sentence to send along to chats; may be empty.
  words text not null default '',
  -- Where it is a publication of ours: which part of it.
  part_id uuid,
  partner_id uuid,
  not_before timestamptz,
  until timestamptz not null,
  -- Members get it one after the other within so many minutes.
  spread_minutes smallint not null check (spread_minutes between 0 and 720),
  put_on_by text not null references person (id),
  put_on_at timestamptz not null,
  -- Whoever put it on as well.
  also_by text[] not null default '{}',
  -- gone: somebody saw that it is not there any more.
  state text not null default 'on' check (state in ('on', 'off', 'gone')),
  state_by text references person (id),
  state_at timestamptz,
  -- Taps by way whose rows are gone: {"repost": 12}.
  taps jsonb not null default '{}',
  settled_at timestamptz,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, partner_id) references partner (campaign_id, id)
);
create index amplify_post_until on amplify_post (campaign_id, until);
create unique index amplify_post_key on amplify_post (campaign_id, key) where state = 'on' and settled_at is null;

-- Whoever taps holds this row: two windows of one member come one after the other.
create table amplify_member (
  campaign_id uuid not null references campaign (id),
  person_id text not null references person (id),
  tapped_at timestamptz not null,
  primary key (campaign_id, person_id)
);

-- One post opened in one way by one member. Kept for the limits of each member, a week beyond the end; then only counts are left.
create table amplify_tap (
  campaign_id uuid not null,
  amplify_id uuid not null,
  person_id text not null references person (id),
  way text not null,
  tapped_at timestamptz not null,
  primary key (campaign_id, amplify_id, person_id, way),
  foreign key (campaign_id, amplify_id) references amplify_post (campaign_id, id) on delete cascade
);
create index amplify_tap_person on amplify_tap (campaign_id, person_id, tapped_at);
