-- Whom to call when somebody is in danger, as it is printed on the card for volunteers. Growing.
create table card (
  campaign_id uuid primary key references campaign (id),
  danger text not null default '',
  changed_by text references person (id),
  changed_at timestamptz not null
);
