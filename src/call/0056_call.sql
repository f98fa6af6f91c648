-- A call that was noted down. Its words are a post (channel call), the number lies sealed with it; here stands how it went and
-- whether somebody is to be called back.
create table call (
  campaign_id uuid not null,
  post_id uuid not null,
  -- Who took it.
  person_id text not null references person (id),
  started_at timestamptz not null,
  seconds integer not null,
  -- What was answered to "can you talk safely": null when it was not asked.
  safe boolean,
  urgent boolean not null,
  -- Urgent, and not passed on to those on duty yet: that is done when its statement is there.
  alarm_open boolean not null,
  -- due: somebody is to be called back; reached, given-up: it is over. Null: nobody asked for it.
  callback text check (callback in ('due', 'reached', 'given-up')),
  due_at timestamptz,
  -- Exactly one person calls back, until a time.
  holder text references person (id),
  held_until timestamptz,
  tries integer not null default 0,
  ended_by text references person (id),
  ended_at timestamptz,
  primary key (campaign_id, post_id),
  foreign key (campaign_id, post_id) references post (campaign_id, id)
);
create index call_due on call (campaign_id, due_at) where callback = 'due';
create index call_alarm on call (campaign_id) where alarm_open;
create index call_started on call (campaign_id, started_at);

-- What is read aloud, by language and step, where a campaign has its own words for it.
create table call_script (
  campaign_id uuid primary key references campaign (id),
  words jsonb not null,
  changed_by text not null references person (id),
  changed_at timestamptz not null
);
