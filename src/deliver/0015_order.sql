-- Somebody asked for dossiers on a screen; a job makes them.
create table dossier_order (
  campaign_id uuid not null references campaign (id),
  id uuid not null,
  -- null: of every institution.
  institution_id uuid,
  language text not null,
  ordered_at timestamptz not null,
  made integer not null default 0,
  of_all integer,
  done_at timestamptz,
  problem text,
  primary key (campaign_id, id),
  foreign key (campaign_id, institution_id) references institution (campaign_id, id)
);
