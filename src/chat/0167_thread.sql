-- Each question is posted in answer to the one before, so that they make one thread.
alter table chat add column thread boolean not null default true;
