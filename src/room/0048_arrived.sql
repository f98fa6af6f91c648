-- Statements that arrived in each ten minutes, counted when they are folded: whoever looks at the room reads a few rows.
create table arrived (
  campaign_id uuid not null,
  slot timestamptz not null,
  statements integer not null,
  primary key (campaign_id, slot)
);
