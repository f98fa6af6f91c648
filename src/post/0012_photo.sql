-- A photo that came with a post: re-encoded, without its metadata, sealed under the key of the post's author (src/post/photo.ts).
create table photo (
  campaign_id uuid not null,
  post_id uuid not null,
  type text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (campaign_id, post_id),
  foreign key (campaign_id, post_id) references post (campaign_id, id) on delete cascade
);
-- Sealed bytes do not compress.
alter table photo alter column sealed set storage external;
