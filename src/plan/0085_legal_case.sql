-- A case before a court. Its dates are moments.
create table legal_case (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- Stands in the address of its public page.
  key text not null,
  title text not null,
  court text not null default '',
  number text not null default '',
  stage text not null check (stage in ('preparing', 'filed', 'hearing', 'judgment', 'appeal', 'closed')),
  -- What may not be said while it is pending, one sentence a line, shown where people write; and words a text is looked through for.
  unsaid text[] not null default '{}',
  unsaid_words text[] not null default '{}',
  -- The explanation behind the short post, by language; read by everybody once `public`.
  explanation jsonb not null default '{}',
  public boolean not null default false,
  created_by text not null references person (id),
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (campaign_id, id),
  unique (campaign_id, key)
);
