-- Names what this installation leaves in folders that others may use too. Null until it is asked for, and again after a restore.
alter table installation add column id text;
