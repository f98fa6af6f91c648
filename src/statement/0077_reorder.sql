-- Whether the reordering that is under way reads the words again, or only the weights have changed (src/statement/reorder.ts).
alter table queue_order add column rereads boolean not null default true;
