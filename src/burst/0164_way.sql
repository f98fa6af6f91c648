-- A reminder comes by e-mail or, where there is a gateway, by SMS: the same asking first, the same ending.
alter table burst_pledge add column way text not null default 'email' check (way in ('email', 'sms'));
