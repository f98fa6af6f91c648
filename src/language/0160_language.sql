-- A language that an organisation added to ours: its words lie over those of `fallback`. Shared: screens of every campaign speak it.
create table language (
  tag text primary key check (tag ~ '^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$' and tag not in ('en', 'es', 'fr', 'ar')),
  -- Who added it and may change it.
  organisation_id text not null references organisation (id),
  own_name text not null,
  dir text not null check (dir in ('ltr', 'rtl')),
  fallback text not null check (fallback in ('en', 'es', 'fr', 'ar')),
  -- ICU texts by key: only those that were found good.
  words jsonb not null default '{}',
  -- Raised with every change; what a browser keeps is kept under it.
  version integer not null default 1,
  changed_at timestamptz not null
);
