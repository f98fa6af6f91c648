-- Partners: an organisation that takes part in campaigns of another one. It has no campaigns of its own here, and a word of its own for addresses.
alter table organisation add column guest_of text references organisation (id);
create unique index organisation_guest on organisation (guest_of, lower(name)) where guest_of is not null;

-- Which partners take part in a campaign; who left stays written down, since what their people did stays.
create table coalition (
  campaign_id uuid not null,
  organisation_id text not null references organisation (id),
  joined_at timestamptz not null,
  left_at timestamptz,
  primary key (campaign_id, organisation_id)
);

-- A role of a partner's people names the partner as its organisation, and always one campaign.
alter table role
  -- Looks after the people of their own organisation.
  add column point boolean not null default false,
  -- Came by a link for many: lets in the practice, or a coordinator. Null: is let in.
  add column waits_for text check (waits_for in ('practice', 'person')),
  -- The day of the last visit; never the hour.
  add column seen_on date;
create index role_campaign on role (campaign_id);

alter table link
  add column point boolean not null default false,
  add column waits_for text check (waits_for in ('practice', 'person')),
  -- Whom it is meant for, or what a link for many is called.
  add column label text,
  -- Links that were made together.
  add column batch uuid,
  -- Its mail, as long as it waits to be sent.
  add column outgoing_id uuid;
create index link_invitations on link (organisation_id, campaign_id) where kind = 'invitation';

-- Who came in by which link: each person counts once.
create table link_use (
  link_id text not null references link (id) on delete cascade,
  person_id text not null references person (id),
  at timestamptz not null,
  primary key (link_id, person_id)
);
