-- What nobody searches by needs no statistics: while posts pour in, collecting them took as long as a sixth of the storing.
alter table post
  alter column key_id set statistics 0, alter column text set statistics 0, alter column place_name set statistics 0, alter column mentions set statistics 0,
  alter column links set statistics 0, alter column media set statistics 0, alter column repost_of set statistics 0, alter column quote_of set statistics 0,
  alter column reply_to set statistics 0, alter column sha256 set statistics 0, alter column sealed set statistics 0, alter column words set statistics 0;
alter table author_key alter column wrapped set statistics 0;
