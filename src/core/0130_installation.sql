-- Which program served this database last and which settings it knew, so that the next one can say what an update changes.
create table installation (
  one boolean primary key check (one),
  version text not null,
  settings text[] not null,
  at timestamptz not null
);
