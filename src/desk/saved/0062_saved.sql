-- Searches that somebody comes back to. Growing.
create table saved_search (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  person_id text not null references person (id),
  name text not null,
  -- Everybody of the campaign sees it; only its owner or a coordinator ends it.
  shared boolean not null default false,
  -- The query keys of the list of statements: q, state, language, channel, about (key of an issue area).
  asking jsonb not null,
  created_at timestamptz not null,
  primary key (campaign_id, id)
);
create index saved_search_person on saved_search (campaign_id, person_id);
