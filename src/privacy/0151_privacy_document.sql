-- Privacy notice, record of processing, impact assessment, as far as a person has kept or edited one; what nobody has kept is drafted anew each time.
create table privacy_document (
  campaign_id uuid not null references campaign (id),
  kind text not null check (kind in ('notice', 'record', 'assessment')),
  language text not null,
  text text not null,
  -- Of the settings that it was drafted from, or that held when it was last kept: with other ones it is out of date.
  facts bytea not null,
  changed_by text not null references person (id),
  changed_at timestamptz not null,
  -- What everybody reads at /{slug}/privacy: the text as it was put out.
  out_text text,
  out_at timestamptz,
  out_by text references person (id),
  primary key (campaign_id, kind, language)
);
