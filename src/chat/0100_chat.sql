-- A conversation at a set hour: a moderator asks one question after another, a panel and everybody else answer where they are.
create table chat (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  title text not null,
  lead text not null default '',
  language text not null,
  -- Without the #. A post that carries one of them belongs to the chat while it is gathered.
  hashtags text[] not null,
  -- IANA name: in which zone its hour is told to whoever has not said theirs.
  zone text not null,
  starts_at timestamptz not null,
  -- planned: ours only. announced: its page is public. running: a question was asked. over: none follows. published: its transcript is public.
  state text not null default 'planned' check (state in ('planned', 'announced', 'running', 'over', 'published')),
  -- Chat answers posted until then are gathered; null: none yet, or no more.
  gathers_until timestamptz,
  version integer not null default 1,
  created_by text not null references person (id),
  created_at timestamptz not null,
  primary key (campaign_id, id)
);
create index chat_gathers on chat (campaign_id, gathers_until) where gathers_until is not null;

create table chat_question (
  campaign_id uuid not null,
  id uuid not null,
  chat_id uuid not null,
  text text not null,
  -- How long it stands until the next one.
  minutes smallint not null check (minutes between 1 and 120),
  state text not null default 'upcoming' check (state in ('upcoming', 'asked', 'closed')),
  -- Order among those that are upcoming.
  place integer not null,
  -- What "A3" refers to: given when it is asked, and kept.
  number integer,
  asked_at timestamptz,
  asked_by text references person (id),
  closed_at timestamptz,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, chat_id) references chat (campaign_id, id) on delete cascade,
  check ((state = 'upcoming') = (number is null))
);
create index chat_question_chat on chat_question (campaign_id, chat_id);

-- Where a question was posted: replies to it are chat answers.
create table chat_question_post (
  campaign_id uuid not null,
  chat_id uuid not null,
  question_id uuid not null,
  channel text not null,
  external_id text not null,
  link text,
  at timestamptz not null,
  primary key (campaign_id, chat_id, channel, external_id),
  foreign key (campaign_id, question_id) references chat_question (campaign_id, id) on delete cascade
);

-- Whoever asks and whoever was asked onto the panel: named in public, with their consent.
create table chat_guest (
  campaign_id uuid not null,
  id uuid not null,
  chat_id uuid not null,
  part text not null check (part in ('moderator', 'panel')),
  name text not null,
  office text not null default '',
  -- Where they have an account here.
  person_id text references person (id),
  -- [{"network": "mastodon", "handle": "@somebody@example.org"}]
  handles jsonb not null default '[]',
  -- Blind indexes of the handles: how their posts are known.
  author_ids uuid[] not null default '{}',
  -- Raised: the personal link of before is void.
  link_round integer not null default 1,
  version integer not null default 1,
  primary key (campaign_id, id),
  foreign key (campaign_id, chat_id) references chat (campaign_id, id) on delete cascade
);
create index chat_guest_chat on chat_guest (campaign_id, chat_id);

-- A post that answers a question of a chat, or that nobody knows where to put. Its words stay with the post.
create table chat_answer (
  campaign_id uuid not null,
  chat_id uuid not null,
  post_id uuid not null,
  -- Null: the parking lot.
  question_id uuid,
  -- By what it stands where it does: what its author wrote (A3), what it replies to, a rule (likeness of words, time), a person. Null in the parking lot.
  placed text check (placed in ('tag', 'reply', 'likeness', 'time', 'person')),
  placed_by text references person (id),
  -- Came after the transcript was published: where a rule would have put it.
  likely_id uuid,
  guest_id uuid,
  posted_at timestamptz not null,
  gathered_at timestamptz not null,
  -- A person took it out of the transcript.
  taken_out_at timestamptz,
  taken_out_by text references person (id),
  version integer not null default 1,
  primary key (campaign_id, chat_id, post_id),
  foreign key (campaign_id, chat_id) references chat (campaign_id, id) on delete cascade
);
create index chat_answer_post on chat_answer (campaign_id, post_id);
create index chat_answer_question on chat_answer (campaign_id, chat_id, question_id, posted_at);

-- Whoever took part for the first time and was invited to the team: once, whatever chat it was.
create table chat_invited (
  campaign_id uuid not null references campaign (id),
  author_id uuid not null,
  -- The post with which they came: goes with it.
  post_id uuid not null,
  at timestamptz not null,
  primary key (campaign_id, author_id)
);
