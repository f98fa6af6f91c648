-- Posts of one account that answer each other, in the order in which they were written; null: it stands alone.
alter table outgoing add column thread_id uuid;
create index outgoing_thread on outgoing (campaign_id, thread_id) where thread_id is not null;
