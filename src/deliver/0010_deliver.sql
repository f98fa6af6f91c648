-- Which edition of a dossier was made when; its files lie in the folder that was asked for.
create table dossier (
  campaign_id uuid not null,
  id uuid not null,
  institution_id uuid not null,
  edition integer not null,
  language text not null,
  made_at timestamptz not null,
  questions integer not null,
  people integer not null,
  files jsonb not null default '[]',
  primary key (campaign_id, id),
  unique (campaign_id, institution_id, edition),
  foreign key (campaign_id, institution_id) references institution (campaign_id, id)
);
