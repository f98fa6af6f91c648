-- Many people post in the same hour, each in their own name and with texts of their own.
create table burst (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  bank_id uuid not null,
  title text not null,
  lead text not null,
  -- Title and lead in further languages: {"es": {"title": ..., "lead": ...}}.
  words jsonb not null default '{}',
  -- IANA name of the zone in which its hours are told to whoever has not said theirs.
  zone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Since when people may sign up; null: not yet.
  opens_at timestamptz,
  -- Nobody who signs up is shown the hashtag before the start.
  secret_hashtag boolean not null,
  -- Posts of each participant, and how they are spread over the window.
  each smallint not null,
  ramp text not null check (ramp in ('even', 'rising', 'falling')),
  aim_people integer,
  aim_posts integer,
  version integer not null default 1,
  -- What it came to, once the rows of its participants are gone.
  figures jsonb,
  erased_at timestamptz,
  created_by text references person (id),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (campaign_id, id),
  foreign key (campaign_id, bank_id) references bank (campaign_id, id),
  check (ends_at > starts_at)
);
create index burst_ends on burst (campaign_id, ends_at) where erased_at is null;

-- STOP for everybody, until it is lifted.
create table burst_stop (
  campaign_id uuid not null,
  id uuid not null,
  burst_id uuid not null,
  -- The organiser's words to everybody; may be empty.
  reason text not null,
  stopped_at timestamptz not null,
  stopped_by text references person (id),
  lifted_at timestamptz,
  lifted_by text references person (id),
  primary key (campaign_id, id),
  foreign key (campaign_id, burst_id) references burst (campaign_id, id)
);
create index burst_stop_burst on burst_stop (campaign_id, burst_id);
create unique index burst_stop_open on burst_stop (campaign_id, burst_id) where lifted_at is null;

-- Somebody who will take part. No account, no address of a machine; when and what they post follows from the id.
create table burst_pledge (
  campaign_id uuid not null,
  -- That of the form with which they signed up: sent twice it is one pledge.
  id uuid not null,
  burst_id uuid not null,
  network text not null,
  language text not null,
  zone text not null,
  -- Name and e-mail, sealed under a key of their own; emptied the day after.
  sealed bytea,
  -- none: no reminder; asked: a mail asked whether it is theirs; confirmed; ended: no mail any more.
  mail text not null default 'none' check (mail in ('none', 'asked', 'confirmed', 'ended')),
  -- Keyed hash of the address: one address is asked once for each burst.
  mail_key bytea,
  reminded_at timestamptz,
  -- Mails to them that may still be in the outbox.
  outgoing uuid[] not null default '{}',
  pledged_at timestamptz not null,
  -- First look at their page since the start.
  opened_at timestamptz,
  -- They stopped for themselves.
  stopped_at timestamptz,
  primary key (campaign_id, id),
  foreign key (campaign_id, burst_id) references burst (campaign_id, id)
);
create index burst_pledge_burst on burst_pledge (campaign_id, burst_id);
create index burst_pledge_outgoing on burst_pledge (campaign_id) where outgoing <> '{}';
create unique index burst_pledge_mail on burst_pledge (campaign_id, burst_id, mail_key) where mail_key is not null;

-- One text opened on one network by one participant.
create table burst_tap (
  campaign_id uuid not null,
  pledge_id uuid not null,
  -- Which of their texts.
  number smallint not null,
  burst_id uuid not null,
  variant_id uuid not null,
  network text not null,
  tapped_at timestamptz not null,
  -- How we know that it was posted: a post arrived that says it, they pasted its link, or by their word alone.
  proof text check (proof in ('post', 'link', 'word')),
  proved_at timestamptz,
  post_id uuid,
  -- Keyed hash of network and id of the post whose link was pasted: it proves one tap. The link itself is not kept.
  link_key bytea,
  primary key (campaign_id, pledge_id, number),
  foreign key (campaign_id, pledge_id) references burst_pledge (campaign_id, id) on delete cascade
);
create index burst_tap_burst on burst_tap (campaign_id, burst_id, tapped_at);
create index burst_tap_post on burst_tap (campaign_id, post_id) where post_id is not null;
create unique index burst_tap_link on burst_tap (campaign_id, burst_id, link_key) where link_key is not null;
