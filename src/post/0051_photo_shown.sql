alter table photo
  -- Its sender lets it be shown. Not one of the four consents: those are about words, and nothing shows a photo without this.
  add column allowed boolean not null default false,
  add column graphic boolean not null default false,
  -- What a person at the desk wrote for whoever does not see it; nothing is public without.
  add column alt text,
  add column alt_language text,
  add column described_by text references person (id),
  add column described_at timestamptz,
  -- A person at the desk chose to show it.
  add column shown boolean not null default false,
  -- Its address in public: says nothing of the post.
  add column public_id uuid;
