-- The order of the queue (src/statement/order.ts, docs/decisions/0007): due_at = arrived_at + patience - what a statement has earned.
alter table statement add column due_at timestamptz;
-- What else than its copies brings it forward: urgent, vulnerable, near, answer.
alter table statement add column signals text[] not null default '{}';
-- Where its founding post says it is, until a person places it.
alter table statement add column said_lat double precision;
alter table statement add column said_lon double precision;
-- Set while it waits for one group (src/desk/group.ts) instead of for everybody.
alter table statement add column group_id uuid;
update statement set due_at = arrived_at + interval '12 hours';
alter table statement alter column due_at set not null;
create index statement_due on statement (campaign_id, state, due_at, id);
create index statement_group on statement (campaign_id, group_id, due_at, id) where group_id is not null;

-- A campaign's own weights and words, where they differ from the usual ones.
create table queue_order (
  campaign_id uuid primary key references campaign (id),
  weights jsonb not null default '{}',
  -- By signal and language: {"urgent": {"en": ["trapped", ...]}}
  words jsonb not null default '{}',
  -- Another one with every change.
  stamp uuid not null,
  -- While a big queue is put into its new order: the last statement that is in it.
  reordered_to uuid
);
