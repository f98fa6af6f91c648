-- After a restore everything is held until a person has looked at what may have left since the backup.
alter table hold drop constraint hold_kind_check;
alter table hold add constraint hold_kind_check check (kind in ('stop', 'embargo', 'restored'));

-- Stretches of which the ledger does not know what was spent: from a backup to its restore.
create table ledger_gap (
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (until_at)
);
