-- Two more links that let somebody in. reset: sets a new password, a second factor stays; return: opens the account anew, without any factor that was lost with a device.
alter table link drop constraint link_kind_check;
alter table link add constraint link_kind_check check (kind in ('first', 'invitation', 'password', 'reset', 'return'));
