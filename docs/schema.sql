-- Generated from the migrations; "npm test -- test/schema.test.ts --update" writes it anew.

create table account (
  campaign_id uuid not null,
  id uuid not null,
  channel text not null,
  handle text not null,
  server text not null,
  ref text not null,
  longest integer,
  sealed bytea,
  session bytea,
  state text not null default 'connected'::text,
  reason text,
  version integer not null default 1,
  connected_by text,
  connected_at timestamp with time zone not null,
  checked_at timestamp with time zone not null,
  UNIQUE (campaign_id, channel, handle),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (connected_by) REFERENCES person(id),
  CHECK ((state = ANY (ARRAY['connected'::text, 'signed-out'::text, 'disconnected'::text])))
);

create table action (
  campaign_id uuid not null,
  id uuid not null,
  key text not null,
  kind text not null,
  tactic_id uuid,
  target_id uuid,
  words jsonb not null,
  write_to text,
  bank_id uuid,
  per_hour integer not null default 60,
  goal integer,
  state text not null,
  outcome jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_by text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  UNIQUE (campaign_id, key),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, bank_id) REFERENCES bank(campaign_id, id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id),
  FOREIGN KEY (campaign_id, target_id) REFERENCES target(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['petition'::text, 'letter'::text, 'post'::text]))),
  CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text, 'won'::text])))
);

create table aim (
  campaign_id uuid not null,
  id uuid not null,
  tactic_id uuid not null,
  indicator text not null,
  words text not null default ''::text,
  threshold integer not null,
  tag text,
  from_at timestamp with time zone,
  until_at timestamp with time zone,
  figure integer,
  figure_at timestamp with time zone,
  known integer,
  whole integer,
  source text,
  counted_by text,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (counted_by) REFERENCES person(id),
  CHECK ((figure >= 0)),
  CHECK ((threshold > 0))
);
CREATE INDEX aim_tactic ON public.aim USING btree (campaign_id, tactic_id);

create table alarm (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid,
  raised_by text,
  raised_at timestamp with time zone not null,
  state text not null default 'open'::text,
  level integer not null default '-1'::integer,
  since timestamp with time zone not null,
  next_at timestamp with time zone not null,
  taken_by text,
  taken_at timestamp with time zone,
  closed_by text,
  closed_at timestamp with time zone,
  closed_as text,
  outcome text,
  origin uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (closed_by) REFERENCES person(id),
  FOREIGN KEY (raised_by) REFERENCES person(id),
  FOREIGN KEY (taken_by) REFERENCES person(id),
  CHECK ((closed_as = ANY (ARRAY['done'::text, 'withdrawn'::text, 'joined'::text]))),
  CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'closed'::text])))
);
CREATE INDEX alarm_due ON public.alarm USING btree (campaign_id, next_at) WHERE (state = 'open'::text);
CREATE INDEX alarm_state ON public.alarm USING btree (campaign_id, state, raised_at);
CREATE UNIQUE INDEX alarm_statement ON public.alarm USING btree (campaign_id, statement_id) WHERE (state <> 'closed'::text);

create table alarm_event (
  campaign_id uuid not null,
  id uuid not null,
  alarm_id uuid not null,
  kind text not null,
  person_id text,
  level integer,
  people integer,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, alarm_id) REFERENCES alarm(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['raised'::text, 'told'::text, 'taken'::text, 'back'::text, 'closed'::text])))
);
CREATE INDEX alarm_event_alarm ON public.alarm_event USING btree (campaign_id, alarm_id, at);

create table alarm_rule (
  campaign_id uuid not null,
  by_words boolean not null,
  words jsonb not null default '{}'::jsonb,
  again integer not null,
  coordinators integer not null,
  owners integer not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table alarm_told (
  campaign_id uuid not null,
  alarm_id uuid not null,
  step integer not null,
  person_id text not null,
  at timestamp with time zone not null,
  outgoing_id uuid,
  channels text[] not null default '{}'::text[],
  PRIMARY KEY (campaign_id, alarm_id, step, person_id),
  FOREIGN KEY (campaign_id, alarm_id) REFERENCES alarm(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX alarm_told_person ON public.alarm_told USING btree (campaign_id, person_id, at) WHERE (outgoing_id IS NOT NULL);

create table alike (
  campaign_id uuid not null,
  question_id uuid not null,
  statement_id uuid not null,
  confidence real not null,
  PRIMARY KEY (campaign_id, question_id, statement_id),
  FOREIGN KEY (campaign_id, question_id) REFERENCES question(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE
);
CREATE INDEX alike_statement ON public.alike USING btree (campaign_id, statement_id);

create table alike_model (
  campaign_id uuid not null,
  trained_at timestamp with time zone not null,
  statements integer not null,
  questions integer not null,
  judged integer not null,
  found integer not null,
  curve jsonb not null,
  model bytea not null,
  applied bigint not null default 0,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table alike_refused (
  campaign_id uuid not null,
  question_id uuid not null,
  statement_id uuid not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, question_id, statement_id),
  FOREIGN KEY (campaign_id, question_id) REFERENCES question(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX alike_refused_statement ON public.alike_refused USING btree (campaign_id, statement_id);

create table amplify_member (
  campaign_id uuid not null,
  person_id text not null,
  tapped_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, person_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table amplify_post (
  campaign_id uuid not null,
  id uuid not null,
  network text,
  link text not null,
  key text not null,
  forms text[] not null,
  reason text not null,
  words text not null default ''::text,
  part_id uuid,
  partner_id uuid,
  not_before timestamp with time zone,
  until timestamp with time zone not null,
  spread_minutes smallint not null,
  put_on_by text not null,
  put_on_at timestamp with time zone not null,
  also_by text[] not null default '{}'::text[],
  state text not null default 'on'::text,
  state_by text,
  state_at timestamp with time zone,
  taps jsonb not null default '{}'::jsonb,
  settled_at timestamp with time zone,
  version integer not null default 1,
  tactic_id uuid,
  first_tap_at timestamp with time zone,
  last_tap_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, partner_id) REFERENCES partner(campaign_id, id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id),
  FOREIGN KEY (put_on_by) REFERENCES person(id),
  FOREIGN KEY (state_by) REFERENCES person(id),
  CHECK (((spread_minutes >= 0) AND (spread_minutes <= 720))),
  CHECK ((state = ANY (ARRAY['on'::text, 'off'::text, 'gone'::text])))
);
CREATE UNIQUE INDEX amplify_post_key ON public.amplify_post USING btree (campaign_id, key) WHERE ((state = 'on'::text) AND (settled_at IS NULL));
CREATE INDEX amplify_post_tactic ON public.amplify_post USING btree (campaign_id, tactic_id) WHERE (tactic_id IS NOT NULL);
CREATE INDEX amplify_post_until ON public.amplify_post USING btree (campaign_id, until);

create table amplify_tap (
  campaign_id uuid not null,
  amplify_id uuid not null,
  person_id text not null,
  way text not null,
  tapped_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, amplify_id, person_id, way),
  FOREIGN KEY (campaign_id, amplify_id) REFERENCES amplify_post(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX amplify_tap_person ON public.amplify_tap USING btree (campaign_id, person_id, tapped_at);

create table announcement (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  text text not null,
  at timestamp with time zone not null,
  ended_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX announcement_running ON public.announcement USING btree (campaign_id) WHERE (ended_at IS NULL);

create table announcement_read (
  campaign_id uuid not null,
  announcement_id uuid not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, announcement_id, person_id),
  FOREIGN KEY (campaign_id, announcement_id) REFERENCES announcement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table area_automatic (
  campaign_id uuid not null,
  least real not null,
  person_id text not null,
  since timestamp with time zone not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((("least" >= (0.5)::double precision) AND ("least" <= (1)::double precision)))
);

create table area_guess (
  campaign_id uuid not null,
  statement_id uuid not null,
  issue_area_id uuid not null,
  confidence real not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, statement_id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE
);

create table area_model (
  campaign_id uuid not null,
  trained_at timestamp with time zone not null,
  examples integer not null,
  judged integer not null,
  correct integer not null,
  curve jsonb not null,
  model bytea not null,
  applied bigint not null default 0,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table arrival (
  campaign_id uuid not null,
  arrived_at timestamp with time zone not null,
  first_post uuid not null,
  posts integer not null,
  PRIMARY KEY (campaign_id, arrived_at, first_post),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table arrived (
  campaign_id uuid not null,
  slot timestamp with time zone not null,
  statements integer not null,
  PRIMARY KEY (campaign_id, slot)
);

create table aside (
  campaign_id uuid not null,
  statement_id uuid not null,
  rule_id uuid not null,
  at timestamp with time zone not null,
  by_sender boolean not null,
  urgent boolean not null,
  PRIMARY KEY (campaign_id, statement_id, rule_id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE
);
CREATE INDEX aside_rule ON public.aside USING btree (campaign_id, rule_id, statement_id);
CREATE INDEX aside_urgent ON public.aside USING btree (campaign_id, at) WHERE urgent;

create table ask (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  post_id uuid not null,
  person_id text not null,
  text text not null,
  language text not null,
  outgoing_id uuid,
  receipt_key text,
  state text not null default 'open'::text,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  answer_post_id uuid,
  answered_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'unanswered'::text])))
);
CREATE INDEX ask_open ON public.ask USING btree (campaign_id, due_at) WHERE (state = 'open'::text);
CREATE INDEX ask_post ON public.ask USING btree (campaign_id, post_id);
CREATE INDEX ask_statement ON public.ask USING btree (campaign_id, statement_id);

create table attempt (
  key bytea not null,
  count integer not null,
  since timestamp with time zone not null,
  PRIMARY KEY (key)
);
CREATE INDEX attempt_since ON public.attempt USING btree (since);

create table audit (
  campaign_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  person_id text,
  kind text not null,
  subject text,
  reason text,
  detail jsonb not null default '{}'::jsonb,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX audit_at ON public.audit USING btree (campaign_id, at);
CREATE INDEX audit_subject ON public.audit USING btree (campaign_id, subject) WHERE (subject IS NOT NULL);

create table auth_account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_account_user_id_idx ON public.auth_account USING btree (user_id);

create table auth_passkey (
  id text not null,
  name text,
  public_key text not null,
  user_id text not null,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamp with time zone,
  aaguid text,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX auth_passkey_credential_id_idx ON public.auth_passkey USING btree (credential_id);
CREATE INDEX auth_passkey_user_id_idx ON public.auth_passkey USING btree (user_id);

create table auth_session (
  id text not null,
  expires_at timestamp with time zone not null,
  token text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  user_id text not null,
  device text,
  name text,
  UNIQUE (token),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_session_user_id_idx ON public.auth_session USING btree (user_id);

create table auth_two_factor (
  id text not null,
  secret text not null,
  backup_codes text not null,
  user_id text not null,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_two_factor_user_id_idx ON public.auth_two_factor USING btree (user_id);

create table auth_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  two_factor_enabled boolean,
  UNIQUE (email),
  PRIMARY KEY (id)
);

create table auth_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (id)
);
CREATE INDEX auth_verification_identifier_idx ON public.auth_verification USING btree (identifier);

create table author_key (
  campaign_id uuid not null,
  id uuid not null,
  wrapped bytea not null,
  PRIMARY KEY (campaign_id, id)
);

create table backup (
  id uuid not null,
  wish text not null,
  state text not null,
  begun_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  folder text not null,
  file text,
  keys_file text,
  bytes bigint,
  keys_bytes bigint,
  rows bigint,
  code text,
  problem text,
  PRIMARY KEY (id),
  CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))),
  CHECK ((wish = ANY (ARRAY['nightly'::text, 'asked'::text, 'command'::text])))
);
CREATE INDEX backup_ended ON public.backup USING btree (state, ended_at DESC);
CREATE UNIQUE INDEX backup_running ON public.backup USING btree (state) WHERE (state = 'running'::text);

create table bank (
  campaign_id uuid not null,
  id uuid not null,
  name text not null,
  hashtags text[] not null,
  version integer not null default 1,
  created_by text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (created_by) REFERENCES person(id)
);

create table blind (
  campaign_id uuid not null,
  deed_id uuid not null,
  statement_id uuid not null,
  first_id text not null,
  first_kind text not null,
  first_reason text,
  first_area uuid,
  drawn_at timestamp with time zone not null,
  second_id text,
  until timestamp with time zone,
  second_kind text,
  second_reason text,
  second_area uuid,
  decided_at timestamp with time zone,
  settled text,
  settled_by text,
  settled_at timestamp with time zone,
  PRIMARY KEY (campaign_id, deed_id),
  FOREIGN KEY (campaign_id, deed_id) REFERENCES deed(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (first_id) REFERENCES person(id),
  FOREIGN KEY (second_id) REFERENCES person(id),
  FOREIGN KEY (settled_by) REFERENCES person(id),
  CHECK ((settled = ANY (ARRAY['first'::text, 'second'::text, 'both'::text, 'neither'::text])))
);
CREATE INDEX blind_decided ON public.blind USING btree (campaign_id, decided_at);
CREATE INDEX blind_due ON public.blind USING btree (campaign_id, drawn_at) WHERE (decided_at IS NULL);
CREATE INDEX blind_statement ON public.blind USING btree (campaign_id, statement_id);

create table blind_share (
  campaign_id uuid not null,
  share double precision not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id),
  CHECK (((share >= (0)::double precision) AND (share <= (1)::double precision)))
);

create table bounce (
  campaign_id uuid not null,
  address_index bytea not null,
  kind text not null,
  outgoing_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, address_index),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CHECK ((kind = ANY (ARRAY['hard'::text, 'complaint'::text])))
);

create table bulk (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  kind text not null,
  input jsonb not null,
  asking jsonb,
  state text not null,
  statements integer not null,
  at timestamp with time zone not null,
  done_at timestamp with time zone,
  undone_by text,
  undone_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  FOREIGN KEY (undone_by) REFERENCES person(id),
  CHECK ((state = ANY (ARRAY['doing'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX bulk_at ON public.bulk USING btree (campaign_id, at);

create table bulk_statement (
  campaign_id uuid not null,
  bulk_id uuid not null,
  statement_id uuid not null,
  outcome text,
  was jsonb,
  version integer,
  back boolean,
  origin uuid,
  PRIMARY KEY (campaign_id, bulk_id, statement_id),
  FOREIGN KEY (campaign_id, bulk_id) REFERENCES bulk(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE
);
CREATE INDEX bulk_statement_back ON public.bulk_statement USING btree (campaign_id, bulk_id, statement_id) WHERE ((outcome = ANY (ARRAY['done'::text, 'proposed'::text])) AND (back IS NULL));
CREATE INDEX bulk_statement_next ON public.bulk_statement USING btree (campaign_id, bulk_id, statement_id) WHERE (outcome IS NULL);
CREATE INDEX bulk_statement_statement ON public.bulk_statement USING btree (campaign_id, statement_id);

create table burst (
  campaign_id uuid not null,
  id uuid not null,
  bank_id uuid not null,
  title text not null,
  lead text not null,
  words jsonb not null default '{}'::jsonb,
  zone text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  opens_at timestamp with time zone,
  secret_hashtag boolean not null,
  each smallint not null,
  ramp text not null,
  aim_people integer,
  aim_posts integer,
  version integer not null default 1,
  figures jsonb,
  erased_at timestamp with time zone,
  created_by text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  tactic_id uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, bank_id) REFERENCES bank(campaign_id, id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK ((ends_at > starts_at)),
  CHECK ((ramp = ANY (ARRAY['even'::text, 'rising'::text, 'falling'::text])))
);
CREATE INDEX burst_ends ON public.burst USING btree (campaign_id, ends_at) WHERE (erased_at IS NULL);
CREATE INDEX burst_tactic ON public.burst USING btree (campaign_id, tactic_id) WHERE (tactic_id IS NOT NULL);

create table burst_pledge (
  campaign_id uuid not null,
  id uuid not null,
  burst_id uuid not null,
  network text not null,
  language text not null,
  zone text not null,
  sealed bytea,
  mail text not null default 'none'::text,
  mail_key bytea,
  reminded_at timestamp with time zone,
  outgoing uuid[] not null default '{}'::uuid[],
  pledged_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  stopped_at timestamp with time zone,
  way text not null default 'email'::text,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, burst_id) REFERENCES burst(campaign_id, id),
  CHECK ((mail = ANY (ARRAY['none'::text, 'asked'::text, 'confirmed'::text, 'ended'::text]))),
  CHECK ((way = ANY (ARRAY['email'::text, 'sms'::text])))
);
CREATE INDEX burst_pledge_burst ON public.burst_pledge USING btree (campaign_id, burst_id);
CREATE UNIQUE INDEX burst_pledge_mail ON public.burst_pledge USING btree (campaign_id, burst_id, mail_key) WHERE (mail_key IS NOT NULL);
CREATE INDEX burst_pledge_outgoing ON public.burst_pledge USING btree (campaign_id) WHERE (outgoing <> '{}'::uuid[]);

create table burst_stop (
  campaign_id uuid not null,
  id uuid not null,
  burst_id uuid not null,
  reason text not null,
  stopped_at timestamp with time zone not null,
  stopped_by text,
  lifted_at timestamp with time zone,
  lifted_by text,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, burst_id) REFERENCES burst(campaign_id, id),
  FOREIGN KEY (lifted_by) REFERENCES person(id),
  FOREIGN KEY (stopped_by) REFERENCES person(id)
);
CREATE INDEX burst_stop_burst ON public.burst_stop USING btree (campaign_id, burst_id);
CREATE UNIQUE INDEX burst_stop_open ON public.burst_stop USING btree (campaign_id, burst_id) WHERE (lifted_at IS NULL);

create table burst_tap (
  campaign_id uuid not null,
  pledge_id uuid not null,
  number smallint not null,
  burst_id uuid not null,
  variant_id uuid not null,
  network text not null,
  tapped_at timestamp with time zone not null,
  proof text,
  proved_at timestamp with time zone,
  post_id uuid,
  link_key bytea,
  PRIMARY KEY (campaign_id, pledge_id, number),
  FOREIGN KEY (campaign_id, pledge_id) REFERENCES burst_pledge(campaign_id, id) ON DELETE CASCADE,
  CHECK ((proof = ANY (ARRAY['post'::text, 'link'::text, 'word'::text])))
);
CREATE INDEX burst_tap_burst ON public.burst_tap USING btree (campaign_id, burst_id, tapped_at);
CREATE UNIQUE INDEX burst_tap_link ON public.burst_tap USING btree (campaign_id, burst_id, link_key) WHERE (link_key IS NOT NULL);
CREATE INDEX burst_tap_post ON public.burst_tap USING btree (campaign_id, post_id) WHERE (post_id IS NOT NULL);

create table calendar_link (
  campaign_id uuid not null,
  id uuid not null,
  sha256 bytea not null,
  person_id text not null,
  created_at timestamp with time zone not null,
  UNIQUE (campaign_id, sha256),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table call (
  campaign_id uuid not null,
  post_id uuid not null,
  person_id text not null,
  started_at timestamp with time zone not null,
  seconds integer not null,
  safe boolean,
  urgent boolean not null,
  alarm_open boolean not null,
  callback text,
  due_at timestamp with time zone,
  holder text,
  held_until timestamp with time zone,
  tries integer not null default 0,
  ended_by text,
  ended_at timestamp with time zone,
  PRIMARY KEY (campaign_id, post_id),
  FOREIGN KEY (campaign_id, post_id) REFERENCES post(campaign_id, id),
  FOREIGN KEY (ended_by) REFERENCES person(id),
  FOREIGN KEY (holder) REFERENCES person(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((callback = ANY (ARRAY['due'::text, 'reached'::text, 'given-up'::text])))
);
CREATE INDEX call_alarm ON public.call USING btree (campaign_id) WHERE alarm_open;
CREATE INDEX call_due ON public.call USING btree (campaign_id, due_at) WHERE (callback = 'due'::text);
CREATE INDEX call_started ON public.call USING btree (campaign_id, started_at);

create table call_script (
  campaign_id uuid not null,
  words jsonb not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id)
);

create table campaign (
  id uuid not null,
  organisation_id text not null,
  slug text not null,
  name text not null,
  goal text not null default ''::text,
  question text not null default ''::text,
  words jsonb not null default '{}'::jsonb,
  hashtags text[] not null default '{}'::text[],
  languages text[] not null default '{en}'::text[],
  consent jsonb not null default '{}'::jsonb,
  precision text not null default 'district'::text,
  created_at timestamp with time zone not null,
  rehearses uuid,
  UNIQUE (slug),
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  FOREIGN KEY (rehearses) REFERENCES campaign(id),
  CHECK (("precision" = ANY (ARRAY['exact'::text, '1km'::text, 'district'::text, 'hidden'::text])))
);

create table campaign_pulse (
  campaign_id uuid not null,
  public_version bigint not null default 1,
  words_version bigint not null default 0,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table card (
  campaign_id uuid not null,
  danger text not null default ''::text,
  changed_by text,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id)
);

create table chat (
  campaign_id uuid not null,
  id uuid not null,
  title text not null,
  lead text not null default ''::text,
  language text not null,
  hashtags text[] not null,
  zone text not null,
  starts_at timestamp with time zone not null,
  state text not null default 'planned'::text,
  gathers_until timestamp with time zone,
  version integer not null default 1,
  created_by text not null,
  created_at timestamp with time zone not null,
  tactic_id uuid,
  thread boolean not null default true,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK ((state = ANY (ARRAY['planned'::text, 'announced'::text, 'running'::text, 'over'::text, 'published'::text])))
);
CREATE INDEX chat_gathers ON public.chat USING btree (campaign_id, gathers_until) WHERE (gathers_until IS NOT NULL);
CREATE INDEX chat_tactic ON public.chat USING btree (campaign_id, tactic_id) WHERE (tactic_id IS NOT NULL);

create table chat_answer (
  campaign_id uuid not null,
  chat_id uuid not null,
  post_id uuid not null,
  question_id uuid,
  placed text,
  placed_by text,
  likely_id uuid,
  guest_id uuid,
  posted_at timestamp with time zone not null,
  gathered_at timestamp with time zone not null,
  taken_out_at timestamp with time zone,
  taken_out_by text,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, chat_id, post_id),
  FOREIGN KEY (campaign_id, chat_id) REFERENCES chat(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (placed_by) REFERENCES person(id),
  FOREIGN KEY (taken_out_by) REFERENCES person(id),
  CHECK ((placed = ANY (ARRAY['tag'::text, 'reply'::text, 'likeness'::text, 'time'::text, 'person'::text])))
);
CREATE INDEX chat_answer_post ON public.chat_answer USING btree (campaign_id, post_id);
CREATE INDEX chat_answer_question ON public.chat_answer USING btree (campaign_id, chat_id, question_id, posted_at);

create table chat_guest (
  campaign_id uuid not null,
  id uuid not null,
  chat_id uuid not null,
  part text not null,
  name text not null,
  office text not null default ''::text,
  person_id text,
  handles jsonb not null default '[]'::jsonb,
  author_ids uuid[] not null default '{}'::uuid[],
  link_round integer not null default 1,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, chat_id) REFERENCES chat(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((part = ANY (ARRAY['moderator'::text, 'panel'::text])))
);
CREATE INDEX chat_guest_chat ON public.chat_guest USING btree (campaign_id, chat_id);

create table chat_invited (
  campaign_id uuid not null,
  author_id uuid not null,
  post_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, author_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table chat_question (
  campaign_id uuid not null,
  id uuid not null,
  chat_id uuid not null,
  text text not null,
  minutes smallint not null,
  state text not null default 'upcoming'::text,
  place integer not null,
  number integer,
  asked_at timestamp with time zone,
  asked_by text,
  closed_at timestamp with time zone,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (asked_by) REFERENCES person(id),
  FOREIGN KEY (campaign_id, chat_id) REFERENCES chat(campaign_id, id) ON DELETE CASCADE,
  CHECK (((minutes >= 1) AND (minutes <= 120))),
  CHECK (((state = 'upcoming'::text) = (number IS NULL))),
  CHECK ((state = ANY (ARRAY['upcoming'::text, 'asked'::text, 'closed'::text])))
);
CREATE INDEX chat_question_chat ON public.chat_question USING btree (campaign_id, chat_id);

create table chat_question_post (
  campaign_id uuid not null,
  chat_id uuid not null,
  question_id uuid not null,
  channel text not null,
  external_id text not null,
  link text,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, chat_id, channel, external_id),
  FOREIGN KEY (campaign_id, question_id) REFERENCES chat_question(campaign_id, id) ON DELETE CASCADE
);

create table check_in (
  campaign_id uuid not null,
  person_id text not null,
  id uuid not null,
  going text not null,
  sealed bytea not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, person_id, id),
  FOREIGN KEY (campaign_id, person_id) REFERENCES own_goal(campaign_id, person_id) ON DELETE CASCADE,
  CHECK ((going = ANY (ARRAY['well'::text, 'slowly'::text, 'stuck'::text, 'reached'::text])))
);

create table checklist (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid,
  incident_id uuid,
  version integer not null default 0,
  derived text not null default 'unverified'::text,
  said text,
  reason text,
  said_by text,
  said_at timestamp with time zone,
  counted integer not null default 0,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, incident_id) REFERENCES incident(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (said_by) REFERENCES person(id),
  CHECK (((statement_id IS NULL) <> (incident_id IS NULL))),
  CHECK ((derived = ANY (ARRAY['unverified'::text, 'corroborated'::text, 'verified'::text]))),
  CHECK ((said = ANY (ARRAY['unverified'::text, 'corroborated'::text, 'verified'::text, 'false'::text])))
);
CREATE INDEX checklist_incident ON public.checklist USING btree (campaign_id, incident_id) WHERE (incident_id IS NOT NULL);
CREATE INDEX checklist_statement ON public.checklist USING btree (campaign_id, statement_id) WHERE (statement_id IS NOT NULL);

create table claim (
  campaign_id uuid not null,
  statement_id uuid not null,
  person_id text not null,
  taken_at timestamp with time zone not null,
  until timestamp with time zone not null,
  PRIMARY KEY (campaign_id, statement_id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX claim_person ON public.claim USING btree (campaign_id, person_id);
CREATE INDEX claim_until ON public.claim USING btree (campaign_id, until);

create table claim_ran_out (
  campaign_id uuid not null,
  statement_id uuid not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, statement_id, person_id, at),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table coalition (
  campaign_id uuid not null,
  organisation_id text not null,
  joined_at timestamp with time zone not null,
  left_at timestamp with time zone,
  PRIMARY KEY (campaign_id, organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);

create table collector (
  campaign_id uuid not null,
  id uuid not null,
  label text not null,
  place_name text not null,
  sha256 bytea not null,
  cap integer not null,
  sent integer not null default 0,
  photos integer not null default 0,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_at timestamp with time zone,
  UNIQUE (campaign_id, sha256),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (created_by) REFERENCES person(id)
);

create table coverage (
  campaign_id uuid not null,
  id uuid not null,
  title text not null,
  lead text not null default ''::text,
  language text not null,
  hashtags text[] not null,
  zone text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null default 'planned'::text,
  embargo_until timestamp with time zone,
  delay_minutes integer not null default 0,
  stopped_at timestamp with time zone,
  stopped_by text,
  stop_reason text not null default ''::text,
  version integer not null default 1,
  created_by text not null,
  created_at timestamp with time zone not null,
  tactic_id uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  FOREIGN KEY (stopped_by) REFERENCES person(id),
  CHECK (((delay_minutes >= 0) AND (delay_minutes <= 10080))),
  CHECK ((ends_at > starts_at)),
  CHECK ((state = ANY (ARRAY['planned'::text, 'running'::text, 'over'::text, 'published'::text])))
);
CREATE INDEX coverage_tactic ON public.coverage USING btree (campaign_id, tactic_id) WHERE (tactic_id IS NOT NULL);

create table coverage_entry (
  campaign_id uuid not null,
  id uuid not null,
  coverage_id uuid not null,
  thread_id uuid not null,
  speaker_id uuid,
  kind text not null,
  text text not null,
  happened_at timestamp with time zone not null,
  not_before timestamp with time zone,
  picture boolean not null default false,
  alt text not null default ''::text,
  state text not null default 'noted'::text,
  scribe_id text not null,
  noted_at timestamp with time zone not null,
  checker_id text,
  checked_at timestamp with time zone,
  taken_out_at timestamp with time zone,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, coverage_id) REFERENCES coverage(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, speaker_id) REFERENCES coverage_speaker(campaign_id, id),
  FOREIGN KEY (checker_id) REFERENCES person(id),
  FOREIGN KEY (scribe_id) REFERENCES person(id),
  CHECK (((state <> 'checked'::text) OR ((checker_id IS NOT NULL) AND (checker_id <> scribe_id)))),
  CHECK (((state <> 'checked'::text) OR (NOT picture) OR (alt <> ''::text))),
  CHECK ((kind = ANY (ARRAY['quotation'::text, 'paraphrase'::text, 'observation'::text]))),
  CHECK ((state = ANY (ARRAY['noted'::text, 'checked'::text, 'dropped'::text])))
);
CREATE INDEX coverage_entry_coverage ON public.coverage_entry USING btree (campaign_id, coverage_id, noted_at);

create table coverage_out (
  campaign_id uuid not null,
  entry_id uuid not null,
  network text not null,
  coverage_id uuid not null,
  person_id text not null,
  handed_at timestamp with time zone not null,
  posted_at timestamp with time zone,
  link text,
  PRIMARY KEY (campaign_id, entry_id, network),
  FOREIGN KEY (campaign_id, entry_id) REFERENCES coverage_entry(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX coverage_out_coverage ON public.coverage_out USING btree (campaign_id, coverage_id);

create table coverage_picture (
  campaign_id uuid not null,
  entry_id uuid not null,
  id uuid not null,
  width integer not null,
  height integer not null,
  whole bytea not null,
  small bytea not null,
  PRIMARY KEY (campaign_id, entry_id),
  FOREIGN KEY (campaign_id, entry_id) REFERENCES coverage_entry(campaign_id, id) ON DELETE CASCADE
);

create table coverage_speaker (
  campaign_id uuid not null,
  id uuid not null,
  coverage_id uuid not null,
  name text not null,
  office text not null default ''::text,
  handles jsonb not null default '[]'::jsonb,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, coverage_id) REFERENCES coverage(campaign_id, id) ON DELETE CASCADE
);

create table coverage_turn (
  campaign_id uuid not null,
  id uuid not null,
  coverage_id uuid not null,
  part text not null,
  person_id text not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, coverage_id) REFERENCES coverage(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((part = ANY (ARRAY['scribe'::text, 'checker'::text, 'poster'::text]))),
  CHECK ((until_at > from_at))
);

create table deed (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  person_id text not null,
  kind text not null,
  done jsonb not null default '{}'::jsonb,
  at timestamp with time zone not null,
  version integer not null,
  taken_back_at timestamp with time zone,
  origin uuid,
  waited_seconds integer,
  held_seconds integer,
  bulk_id uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX deed_at ON public.deed USING btree (campaign_id, at);
CREATE INDEX deed_bulk ON public.deed USING btree (campaign_id, bulk_id, statement_id) WHERE (bulk_id IS NOT NULL);
CREATE INDEX deed_person ON public.deed USING btree (campaign_id, person_id, at);
CREATE INDEX deed_statement ON public.deed USING btree (campaign_id, statement_id, at);

create table desk_group (
  campaign_id uuid not null,
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);
CREATE UNIQUE INDEX desk_group_name ON public.desk_group USING btree (campaign_id, lower(name));

create table dossier (
  campaign_id uuid not null,
  id uuid not null,
  institution_id uuid not null,
  edition integer not null,
  language text not null,
  made_at timestamp with time zone not null,
  questions integer not null,
  people integer not null,
  files jsonb not null default '[]'::jsonb,
  UNIQUE (campaign_id, institution_id, edition),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, institution_id) REFERENCES institution(campaign_id, id)
);

create table dossier_order (
  campaign_id uuid not null,
  id uuid not null,
  institution_id uuid,
  language text not null,
  ordered_at timestamp with time zone not null,
  made integer not null default 0,
  of_all integer,
  done_at timestamp with time zone,
  problem text,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, institution_id) REFERENCES institution(campaign_id, id)
);

create table duty (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  added_by text not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (added_by) REFERENCES person(id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX duty_until ON public.duty USING btree (campaign_id, until_at);

create table evidence (
  campaign_id uuid not null,
  id uuid not null,
  checklist_id uuid not null,
  point text not null,
  kind text not null,
  text text not null,
  statement_id uuid,
  post_id uuid,
  type text,
  sealed bytea,
  key bytea,
  sha256 bytea not null,
  came_sha256 bytea,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, checklist_id) REFERENCES checklist(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['link'::text, 'photo'::text, 'note'::text, 'statement'::text]))),
  CHECK ((point = ANY (ARRAY['source'::text, 'time'::text, 'place'::text, 'corroboration'::text])))
);
CREATE INDEX evidence_checklist ON public.evidence USING btree (campaign_id, checklist_id, at);
CREATE INDEX evidence_post ON public.evidence USING btree (campaign_id, post_id) WHERE (post_id IS NOT NULL);
CREATE INDEX evidence_statement ON public.evidence USING btree (campaign_id, statement_id) WHERE (statement_id IS NOT NULL);

create table factor_demand (
  id text not null,
  organisation_id text not null,
  campaign_id uuid,
  set_by text,
  set_at timestamp with time zone not null,
  UNIQUE NULLS NOT DISTINCT (organisation_id, campaign_id),
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  FOREIGN KEY (set_by) REFERENCES person(id)
);

create table finding (
  campaign_id uuid not null,
  checklist_id uuid not null,
  point text not null,
  standing text not null,
  sentence text not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, checklist_id, point),
  FOREIGN KEY (campaign_id, checklist_id) REFERENCES checklist(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((point = ANY (ARRAY['source'::text, 'time'::text, 'place'::text, 'corroboration'::text]))),
  CHECK ((standing = ANY (ARRAY['open'::text, 'holds'::text, 'fails'::text])))
);

create table first_day_away (
  campaign_id uuid not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, person_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table first_day_settled (
  campaign_id uuid not null,
  key text not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, key),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((key = ANY (ARRAY['consent'::text, 'mail'::text])))
);

create table flood_count (
  campaign_id uuid not null,
  source bigint not null,
  span bigint not null,
  said integer not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, source, span)
);

create table fold_exact (
  campaign_id uuid not null,
  exact bigint not null,
  statement bigint not null,
  PRIMARY KEY (campaign_id, exact)
);

create table fold_key (
  campaign_id uuid not null,
  era integer not null,
  key bigint not null,
  number bigint not null,
  PRIMARY KEY (campaign_id, era, key, number)
);

create table fold_merge (
  campaign_id uuid not null,
  was bigint not null,
  is_now bigint not null,
  PRIMARY KEY (campaign_id, was)
);

create table fold_representative (
  campaign_id uuid not null,
  number bigint not null,
  statement bigint not null,
  keys bigint[] not null,
  outline bytea,
  appointed bigint,
  anchor boolean not null default false,
  PRIMARY KEY (campaign_id, number)
);
CREATE INDEX fold_representative_appointed ON public.fold_representative USING btree (campaign_id, appointed) WHERE (appointed IS NOT NULL);
CREATE INDEX fold_representative_statement ON public.fold_representative USING btree (campaign_id, statement);

create table folding (
  campaign_id uuid not null,
  holder uuid,
  until timestamp with time zone,
  next_number bigint not null default 1,
  epoch bigint not null default 0,
  next_part bigint not null default 1,
  refolded bigint not null default 0,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table gazetteer (
  campaign_id uuid not null,
  country text not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table graphic_look (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  statement_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX graphic_look_person ON public.graphic_look USING btree (campaign_id, person_id, at);

create table graphic_mark (
  campaign_id uuid not null,
  statement_id uuid not null,
  graphic boolean not null,
  source text not null,
  person_id text,
  at timestamp with time zone not null,
  origin uuid not null,
  PRIMARY KEY (campaign_id, statement_id, origin),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((source = ANY (ARRAY['desk'::text, 'sender'::text, 'words'::text])))
);

create table graphic_post (
  campaign_id uuid not null,
  post_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, post_id),
  FOREIGN KEY (campaign_id, post_id) REFERENCES post(campaign_id, id) ON DELETE CASCADE
);

create table graphic_settings (
  campaign_id uuid not null,
  words text[] not null,
  most integer not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CHECK (((most >= 1) AND (most <= 1000)))
);

create table group_member (
  campaign_id uuid not null,
  group_id uuid not null,
  person_id text not null,
  PRIMARY KEY (campaign_id, group_id, person_id),
  FOREIGN KEY (campaign_id, group_id) REFERENCES desk_group(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX group_member_person ON public.group_member USING btree (campaign_id, person_id);

create table handover (
  campaign_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  signatures integer not null,
  named integer not null,
  sha256 bytea not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, action_id) REFERENCES action(campaign_id, id),
  FOREIGN KEY (made_by) REFERENCES person(id)
);

create table hashtag (
  campaign_id uuid not null,
  tag text not null,
  language text,
  adopted_at timestamp with time zone,
  adopted_by text,
  PRIMARY KEY (campaign_id, tag),
  FOREIGN KEY (adopted_by) REFERENCES person(id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table helper (
  campaign_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null,
  languages text[] not null default '{}'::text[],
  region text not null default ''::text,
  email text,
  phone text,
  note text not null default ''::text,
  version integer not null default 1,
  retired_at timestamp with time zone,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CHECK ((kind = ANY (ARRAY['lawyer'::text, 'helpline'::text, 'clinic'::text, 'shelter'::text, 'other'::text])))
);

create table hold (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null,
  until timestamp with time zone,
  reason text not null,
  set_by text,
  set_at timestamp with time zone not null,
  lifted_by text,
  lifted_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (lifted_by) REFERENCES person(id),
  FOREIGN KEY (set_by) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['stop'::text, 'embargo'::text, 'restored'::text])))
);
CREATE INDEX hold_open ON public.hold USING btree (campaign_id) WHERE (lifted_at IS NULL);

create table idempotency (
  campaign_id uuid not null,
  actor text not null,
  key text not null,
  request bytea not null,
  status integer,
  headers jsonb,
  answer bytea,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, actor, key)
);
CREATE INDEX idempotency_created ON public.idempotency USING btree (campaign_id, created_at);

create table import (
  campaign_id uuid not null,
  id uuid not null,
  person_id text,
  name text not null,
  options jsonb not null default '{}'::jsonb,
  state text not null default 'running'::text,
  total bigint not null,
  bytes bigint not null default 0,
  read integer not null default 0,
  accepted integer not null default 0,
  known integer not null default 0,
  rejected integer not null default 0,
  format text,
  encoding text,
  problem jsonb,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'refused'::text])))
);

create table incident (
  campaign_id uuid not null,
  id uuid not null,
  number integer not null,
  title text,
  worded_by text,
  language text,
  issue_area_id uuid,
  place_name text,
  lat double precision,
  lon double precision,
  precision text not null,
  verification text not null default 'unverified'::text,
  happened_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  happened_known boolean not null default false,
  course text not null default 'unknown'::text,
  over_at timestamp with time zone,
  corrected_at timestamp with time zone,
  joined_into uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, issue_area_id) REFERENCES issue_area(campaign_id, id),
  FOREIGN KEY (campaign_id, joined_into) REFERENCES incident(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (worded_by) REFERENCES person(id),
  CHECK (("precision" = ANY (ARRAY['exact'::text, '1km'::text, 'district'::text, 'hidden'::text]))),
  CHECK ((course = ANY (ARRAY['unknown'::text, 'ongoing'::text, 'over'::text]))),
  CHECK ((verification = ANY (ARRAY['unverified'::text, 'corroborated'::text, 'verified'::text, 'false'::text])))
);
CREATE INDEX incident_joined ON public.incident USING btree (campaign_id, joined_into) WHERE (joined_into IS NOT NULL);

create table incident_event (
  campaign_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind text not null,
  detail jsonb not null default '{}'::jsonb,
  person_id text,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, incident_id) REFERENCES incident(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX incident_event_incident ON public.incident_event USING btree (campaign_id, incident_id, at);

create table incident_move (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null,
  from_id uuid not null,
  into_id uuid not null,
  statements uuid[] not null,
  evidence uuid[] not null,
  points text[] not null,
  person_id text not null,
  at timestamp with time zone not null,
  undone_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, from_id) REFERENCES incident(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, into_id) REFERENCES incident(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['join'::text, 'split'::text])))
);
CREATE INDEX incident_move_from ON public.incident_move USING btree (campaign_id, from_id);
CREATE INDEX incident_move_into ON public.incident_move USING btree (campaign_id, into_id);

create table incident_number (
  campaign_id uuid not null,
  last integer not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table incident_statement (
  campaign_id uuid not null,
  incident_id uuid not null,
  statement_id uuid not null,
  deed_id uuid not null,
  PRIMARY KEY (campaign_id, incident_id, statement_id),
  FOREIGN KEY (campaign_id, incident_id) REFERENCES incident(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE
);
CREATE INDEX incident_statement_statement ON public.incident_statement USING btree (campaign_id, statement_id);

create table installation (
  one boolean not null,
  version text not null,
  settings text[] not null,
  at timestamp with time zone not null,
  id text,
  PRIMARY KEY (one),
  CHECK (one)
);

create table institution (
  campaign_id uuid not null,
  id uuid not null,
  key text not null,
  names jsonb not null,
  UNIQUE (campaign_id, key),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table institution_area (
  campaign_id uuid not null,
  institution_id uuid not null,
  issue_area_id uuid not null,
  PRIMARY KEY (campaign_id, institution_id, issue_area_id),
  FOREIGN KEY (campaign_id, institution_id) REFERENCES institution(campaign_id, id),
  FOREIGN KEY (campaign_id, issue_area_id) REFERENCES issue_area(campaign_id, id)
);

create table issue_area (
  campaign_id uuid not null,
  id uuid not null,
  key text not null,
  position integer not null,
  names jsonb not null,
  words jsonb not null default '{}'::jsonb,
  UNIQUE (campaign_id, key),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table journal (
  campaign_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  post_id uuid not null,
  done_at timestamp with time zone,
  filed_at timestamp with time zone,
  cause text,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CHECK ((cause = 'retention'::text)),
  CHECK ((kind = ANY (ARRAY['withdrawn'::text, 'erased'::text, 'gone'::text])))
);
CREATE INDEX journal_open ON public.journal USING btree (campaign_id, at) WHERE (done_at IS NULL);
CREATE INDEX journal_unfiled ON public.journal USING btree (campaign_id) WHERE (filed_at IS NULL);

create table judgement (
  campaign_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  person_id text not null,
  hand text,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((hand = ANY (ARRAY['lived'::text, 'saw'::text, 'heard'::text])))
);
CREATE INDEX judgement_post ON public.judgement USING btree (campaign_id, post_id, at);

create table language (
  tag text not null,
  organisation_id text not null,
  own_name text not null,
  dir text not null,
  fallback text not null,
  words jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (tag),
  FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  CHECK (((tag ~ '^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$'::text) AND (tag <> ALL (ARRAY['en'::text, 'es'::text, 'fr'::text, 'ar'::text])))),
  CHECK ((dir = ANY (ARRAY['ltr'::text, 'rtl'::text]))),
  CHECK ((fallback = ANY (ARRAY['en'::text, 'es'::text, 'fr'::text, 'ar'::text])))
);

create table ledger_gap (
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  PRIMARY KEY (until_at)
);

create table legal_case (
  campaign_id uuid not null,
  id uuid not null,
  key text not null,
  title text not null,
  court text not null default ''::text,
  number text not null default ''::text,
  stage text not null,
  unsaid text[] not null default '{}'::text[],
  unsaid_words text[] not null default '{}'::text[],
  explanation jsonb not null default '{}'::jsonb,
  public boolean not null default false,
  created_by text not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  UNIQUE (campaign_id, key),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK ((stage = ANY (ARRAY['preparing'::text, 'filed'::text, 'hearing'::text, 'judgment'::text, 'appeal'::text, 'closed'::text])))
);

create table legal_hold (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid,
  incident_id uuid,
  reason text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  lifted_by text,
  lifted_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (lifted_by) REFERENCES person(id),
  FOREIGN KEY (set_by) REFERENCES person(id),
  CHECK ((num_nonnulls(statement_id, incident_id) = 1))
);
CREATE INDEX legal_hold_open ON public.legal_hold USING btree (campaign_id) WHERE (lifted_at IS NULL);

create table letter_turn (
  campaign_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  variant_id uuid,
  due_at timestamp with time zone not null,
  tapped_at timestamp with time zone,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, action_id) REFERENCES action(campaign_id, id)
);
CREATE INDEX letter_turn_due ON public.letter_turn USING btree (campaign_id, action_id, due_at);

create table link (
  id text not null,
  kind text not null,
  sha256 bytea not null,
  organisation_id text,
  campaign_id uuid,
  person_id text,
  role text,
  email text,
  uses_left integer not null,
  created_by text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  point boolean not null default false,
  waits_for text,
  label text,
  batch uuid,
  outgoing_id uuid,
  UNIQUE (sha256),
  PRIMARY KEY (id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['first'::text, 'invitation'::text, 'password'::text, 'reset'::text, 'return'::text]))),
  CHECK ((role = ANY (ARRAY['owner'::text, 'coordinator'::text, 'volunteer'::text, 'observer'::text]))),
  CHECK ((uses_left >= 0)),
  CHECK ((waits_for = ANY (ARRAY['practice'::text, 'person'::text])))
);
CREATE INDEX link_invitations ON public.link USING btree (organisation_id, campaign_id) WHERE (kind = 'invitation'::text);

create table link_use (
  link_id text not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (link_id, person_id),
  FOREIGN KEY (link_id) REFERENCES link(id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table live (
  campaign_id uuid not null,
  last bigint not null,
  PRIMARY KEY (campaign_id)
);

create table live_event (
  campaign_id uuid not null,
  id bigint not null,
  event jsonb not null,
  PRIMARY KEY (campaign_id, id)
);

create table looking (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  statement_id uuid,
  until timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX looking_statement ON public.looking USING btree (campaign_id, statement_id);

create table mail_setting (
  id text not null,
  sealed bytea not null,
  set_by text,
  set_at timestamp with time zone not null,
  tested_at timestamp with time zone,
  test jsonb,
  PRIMARY KEY (id),
  FOREIGN KEY (set_by) REFERENCES person(id),
  CHECK ((id = 'house'::text))
);

create table mention (
  campaign_id uuid not null,
  person_id text not null,
  note_id uuid not null,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  PRIMARY KEY (campaign_id, person_id, note_id),
  FOREIGN KEY (campaign_id, note_id) REFERENCES note(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX mention_unread ON public.mention USING btree (campaign_id, person_id) WHERE (read_at IS NULL);

create table migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  breaking boolean not null,
  at timestamp with time zone not null,
  PRIMARY KEY (number)
);

create table moment (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null,
  title text not null,
  reason text not null default ''::text,
  wall text not null,
  zone text not null,
  starts_at timestamp with time zone not null,
  all_day boolean not null default false,
  minutes integer,
  yearly boolean not null default false,
  place text not null default ''::text,
  public boolean not null default false,
  target_id uuid,
  case_id uuid,
  needed integer,
  decide_at timestamp with time zone,
  said text,
  said_because text,
  said_by text,
  created_by text not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, case_id) REFERENCES legal_case(campaign_id, id),
  FOREIGN KEY (campaign_id, target_id) REFERENCES target(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  FOREIGN KEY (said_by) REFERENCES person(id),
  CHECK (((minutes >= 1) AND (minutes <= 20160))),
  CHECK ((kind = ANY (ARRAY['hearing'::text, 'anniversary'::text, 'report'::text, 'appearance'::text, 'vote'::text, 'deadline'::text, 'day'::text]))),
  CHECK ((needed > 0)),
  CHECK ((said = ANY (ARRAY['go'::text, 'no-go'::text]))),
  CHECK ((wall ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'::text))
);
CREATE INDEX moment_starts ON public.moment USING btree (campaign_id, starts_at);

create table note (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid,
  person_id text not null,
  text text not null,
  at timestamp with time zone not null,
  origin uuid,
  incident_id uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK (((statement_id IS NULL) <> (incident_id IS NULL)))
);
CREATE INDEX note_incident ON public.note USING btree (campaign_id, incident_id) WHERE (incident_id IS NOT NULL);
CREATE INDEX note_statement ON public.note USING btree (campaign_id, statement_id, at);

create table organisation (
  id text not null,
  slug text not null,
  name text not null,
  created_at timestamp with time zone not null,
  guest_of text,
  UNIQUE (slug),
  PRIMARY KEY (id),
  FOREIGN KEY (guest_of) REFERENCES organisation(id)
);
CREATE UNIQUE INDEX organisation_guest ON public.organisation USING btree (guest_of, lower(name)) WHERE (guest_of IS NOT NULL);

create table outgoing (
  campaign_id uuid not null,
  id uuid not null,
  channel text not null,
  purpose text not null,
  author_id uuid,
  sealed bytea,
  state text not null default 'queued'::text,
  due_at timestamp with time zone not null,
  sending_since timestamp with time zone,
  attempts integer not null default 0,
  reason text,
  external_id text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  account_id uuid,
  link text,
  tried_at timestamp with time zone,
  looks integer not null default 0,
  looked_at timestamp with time zone,
  look_at timestamp with time zone,
  address_index bytea,
  returned text,
  returned_said text,
  returned_at timestamp with time zone,
  thread_id uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'refused'::text, 'unconfirmed'::text])))
);
CREATE INDEX outgoing_due ON public.outgoing USING btree (campaign_id, state, due_at);
CREATE INDEX outgoing_look ON public.outgoing USING btree (campaign_id, look_at) WHERE (look_at IS NOT NULL);
CREATE INDEX outgoing_thread ON public.outgoing USING btree (campaign_id, thread_id) WHERE (thread_id IS NOT NULL);

create table outgoing_media (
  campaign_id uuid not null,
  outgoing_id uuid not null,
  place smallint not null,
  type text not null,
  alt text not null,
  sealed bytea not null,
  PRIMARY KEY (campaign_id, outgoing_id, place),
  FOREIGN KEY (campaign_id, outgoing_id) REFERENCES outgoing(campaign_id, id) ON DELETE CASCADE
);

create table own_goal (
  campaign_id uuid not null,
  person_id text not null,
  sealed bytea not null,
  by_day date,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, person_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table partner (
  campaign_id uuid not null,
  id uuid not null,
  name text not null,
  person_id text,
  person_name text not null default ''::text,
  topics text[] not null default '{}'::text[],
  languages text[] not null default '{}'::text[],
  countries text[] not null default '{}'::text[],
  commitment text not null default ''::text,
  side text,
  retired_at timestamp with time zone,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table partner_week (
  campaign_id uuid not null,
  partner_id uuid not null,
  week date not null,
  done boolean not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, partner_id, week),
  FOREIGN KEY (campaign_id, partner_id) REFERENCES partner(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table pause (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  reason text not null,
  at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (ended_by) REFERENCES person(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX pause_running ON public.pause USING btree (campaign_id) WHERE (ended_at IS NULL);

create table person (
  id text not null,
  email text not null,
  name text not null,
  languages text[] not null default '{}'::text[],
  ready boolean not null default false,
  frozen_at timestamp with time zone,
  created_at timestamp with time zone not null,
  UNIQUE (email),
  PRIMARY KEY (id)
);

create table person_keys (
  person_id text not null,
  keys jsonb not null default '{}'::jsonb,
  off boolean not null default false,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (person_id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table person_read (
  person_id text not null,
  screens text[] not null default '{}'::text[],
  PRIMARY KEY (person_id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table photo (
  campaign_id uuid not null,
  post_id uuid not null,
  type text not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  allowed boolean not null default false,
  graphic boolean not null default false,
  alt text,
  alt_language text,
  described_by text,
  described_at timestamp with time zone,
  shown boolean not null default false,
  public_id uuid,
  PRIMARY KEY (campaign_id, post_id),
  FOREIGN KEY (campaign_id, post_id) REFERENCES post(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (described_by) REFERENCES person(id)
);

create table place (
  campaign_id uuid not null,
  id uuid not null,
  name text not null,
  names text[] not null,
  district text,
  lat double precision not null,
  lon double precision not null,
  kind text not null default 'town'::text,
  set_id uuid,
  identity text,
  code text,
  region text,
  labels text[] not null default '{}'::text[],
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, set_id) REFERENCES place_set(campaign_id, id)
);
CREATE UNIQUE INDEX place_identity ON public.place USING btree (campaign_id, set_id, identity) WHERE (set_id IS NOT NULL);

create table place_area (
  campaign_id uuid not null,
  place_id uuid not null,
  south double precision not null,
  west double precision not null,
  north double precision not null,
  east double precision not null,
  outline jsonb not null,
  simple jsonb not null,
  PRIMARY KEY (campaign_id, place_id),
  FOREIGN KEY (campaign_id, place_id) REFERENCES place(campaign_id, id) ON DELETE CASCADE
);

create table place_draft (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  name text not null,
  file bytea not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table place_map (
  campaign_id uuid not null,
  version uuid not null,
  topology text not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table place_name (
  campaign_id uuid not null,
  name text not null,
  place_id uuid not null,
  whole boolean not null,
  PRIMARY KEY (campaign_id, name, place_id),
  FOREIGN KEY (campaign_id, place_id) REFERENCES place(campaign_id, id) ON DELETE CASCADE
);
CREATE INDEX place_name_of ON public.place_name USING btree (campaign_id, place_id);

create table place_set (
  campaign_id uuid not null,
  id uuid not null,
  name text not null,
  file text not null default ''::text,
  person_id text,
  changed_at timestamp with time zone not null,
  on_map boolean not null default false,
  UNIQUE (campaign_id, name),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table plan (
  campaign_id uuid not null,
  change_sought text not null default ''::text,
  strategy text not null default ''::text,
  zone text not null default 'UTC'::text,
  sides text[] not null default '{}'::text[],
  currency text not null default 'EUR'::text,
  version integer not null default 1,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table pledge (
  campaign_id uuid not null,
  moment_id uuid not null,
  person_id text not null,
  people integer not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, moment_id, person_id),
  FOREIGN KEY (campaign_id, moment_id) REFERENCES moment(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK (((people >= 1) AND (people <= 100000)))
);

create table post (
  campaign_id uuid not null,
  id uuid not null,
  channel text not null,
  external_id text not null,
  author_id uuid,
  key_id uuid not null,
  text text not null,
  language text,
  posted_at timestamp with time zone not null,
  arrived_at timestamp with time zone not null,
  place_name text,
  lat double precision,
  lon double precision,
  knows text,
  hashtags text[],
  mentions text[],
  links text[],
  media jsonb,
  repost_of text,
  quote_of text,
  reply_to text,
  quote boolean,
  name boolean,
  pass_on boolean,
  write boolean,
  reachable boolean not null default false,
  sha256 bytea,
  sealed bytea,
  words bytea,
  withdrawn_at timestamp with time zone,
  erased_at timestamp with time zone,
  gone_at timestamp with time zone,
  judged text,
  precision text,
  UNIQUE (campaign_id, channel, external_id),
  PRIMARY KEY (campaign_id, id),
  CHECK (("precision" = ANY (ARRAY['exact'::text, '1km'::text, 'district'::text, 'hidden'::text]))),
  CHECK ((judged = ANY (ARRAY['lived'::text, 'saw'::text, 'heard'::text]))),
  CHECK ((knows = ANY (ARRAY['lived'::text, 'saw'::text, 'heard'::text])))
);
CREATE INDEX post_author ON public.post USING btree (campaign_id, author_id) WHERE (author_id IS NOT NULL);
CREATE INDEX post_precision ON public.post USING btree (campaign_id, id) WHERE ("precision" IS NOT NULL);

create table post_epoch (
  campaign_id uuid not null,
  epoch bigint not null default 0,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table post_fold (
  campaign_id uuid not null,
  number bigint not null,
  post_id uuid not null,
  statement_id uuid not null,
  UNIQUE (campaign_id, post_id),
  PRIMARY KEY (campaign_id, number)
);
CREATE INDEX post_fold_statement ON public.post_fold USING btree (campaign_id, statement_id);

create table practice (
  campaign_id uuid not null,
  person_id text not null,
  answers jsonb not null default '{}'::jsonb,
  tries integer not null default 0,
  passed_at timestamp with time zone,
  PRIMARY KEY (campaign_id, person_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table practice_first (
  campaign_id uuid not null,
  since timestamp with time zone not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table press_kit (
  campaign_id uuid not null,
  lead jsonb not null default '{}'::jsonb,
  shown boolean not null default false,
  not_before timestamp with time zone,
  version integer not null default 1,
  changed_by text,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id)
);

create table press_picture (
  campaign_id uuid not null,
  piece_id uuid not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  print bytea not null,
  small bytea not null,
  PRIMARY KEY (campaign_id, piece_id),
  FOREIGN KEY (campaign_id, piece_id) REFERENCES press_piece(campaign_id, id) ON DELETE CASCADE
);

create table press_piece (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null,
  place integer not null,
  words jsonb not null,
  email text,
  phone text,
  source text not null default ''::text,
  link text,
  day date,
  alt jsonb not null default '{}'::jsonb,
  agreed_at timestamp with time zone,
  agreed_noted_by text,
  not_before timestamp with time zone,
  version integer not null default 1,
  changed_by text,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (agreed_noted_by) REFERENCES person(id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id),
  CHECK (((kind <> 'fact'::text) OR (day IS NOT NULL))),
  CHECK (((kind <> 'picture'::text) OR (alt <> '{}'::jsonb))),
  CHECK (((kind <> ALL (ARRAY['contact'::text, 'line'::text])) OR (agreed_at IS NOT NULL))),
  CHECK (((kind = 'contact'::text) OR (source <> ''::text))),
  CHECK ((kind = ANY (ARRAY['contact'::text, 'fact'::text, 'line'::text, 'picture'::text])))
);

create table privacy_document (
  campaign_id uuid not null,
  kind text not null,
  language text not null,
  text text not null,
  facts bytea not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  out_text text,
  out_at timestamp with time zone,
  out_by text,
  PRIMARY KEY (campaign_id, kind, language),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id),
  FOREIGN KEY (out_by) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['notice'::text, 'record'::text, 'assessment'::text])))
);

create table privacy_proof (
  campaign_id uuid not null,
  id uuid not null,
  sha256 bytea not null,
  state text not null,
  sealed bytea not null,
  made_by text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  UNIQUE (campaign_id, sha256),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (made_by) REFERENCES person(id),
  CHECK ((state = ANY (ARRAY['sent'::text, 'open'::text])))
);
CREATE INDEX privacy_proof_expires ON public.privacy_proof USING btree (campaign_id, expires_at);

create table privacy_request (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null,
  sealed bytea,
  statements uuid[] not null default '{}'::uuid[],
  language text not null,
  state text not null default 'open'::text,
  outcome text,
  created_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by text,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (closed_by) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['see'::text, 'correct'::text, 'withdraw'::text, 'erase'::text, 'other'::text, 'notes'::text]))),
  CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'refused'::text])))
);
CREATE INDEX privacy_request_state ON public.privacy_request USING btree (campaign_id, state, due_at);

create table proposal (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  person_id text not null,
  kind text not null,
  input jsonb not null,
  at timestamp with time zone not null,
  version integer not null,
  second text not null,
  state text not null default 'open'::text,
  closed_by text,
  closed_at timestamp with time zone,
  deed_id uuid,
  bulk_id uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (closed_by) REFERENCES person(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((second = ANY (ARRAY['anybody'::text, 'experienced'::text, 'coordinator'::text]))),
  CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'otherwise'::text, 'superseded'::text, 'taken-back'::text])))
);
CREATE INDEX proposal_at ON public.proposal USING btree (campaign_id, at);
CREATE INDEX proposal_bulk ON public.proposal USING btree (campaign_id, bulk_id, statement_id) WHERE (bulk_id IS NOT NULL);
CREATE INDEX proposal_deed ON public.proposal USING btree (campaign_id, deed_id) WHERE (deed_id IS NOT NULL);
CREATE UNIQUE INDEX proposal_open ON public.proposal USING btree (campaign_id, statement_id) WHERE (state = 'open'::text);
CREATE INDEX proposal_person ON public.proposal USING btree (campaign_id, person_id, at);
CREATE INDEX proposal_statement ON public.proposal USING btree (campaign_id, statement_id);

create table publication (
  campaign_id uuid not null,
  id uuid not null,
  title text not null,
  text text not null,
  language text not null,
  state text not null default 'draft'::text,
  wall text,
  zone text not null,
  due_at timestamp with time zone,
  version integer not null default 1,
  created_by text,
  created_at timestamp with time zone not null,
  changed_by text,
  changed_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  reason text,
  chat_id uuid,
  question_id uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  FOREIGN KEY (decided_by) REFERENCES person(id),
  CHECK ((state = ANY (ARRAY['draft'::text, 'waiting'::text, 'refused'::text, 'scheduled'::text])))
);
CREATE INDEX publication_due ON public.publication USING btree (campaign_id, due_at);
CREATE INDEX publication_question ON public.publication USING btree (campaign_id, question_id) WHERE (question_id IS NOT NULL);

create table publication_chat (
  campaign_id uuid not null,
  chat_id uuid not null,
  parts jsonb not null,
  chosen_by text not null,
  chosen_at timestamp with time zone not null,
  approved_by text,
  approved_at timestamp with time zone,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, chat_id),
  FOREIGN KEY (approved_by) REFERENCES person(id),
  FOREIGN KEY (campaign_id, chat_id) REFERENCES chat(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (chosen_by) REFERENCES person(id),
  CHECK (((approved_by IS NULL) OR (approved_by <> chosen_by)))
);

create table publication_part (
  campaign_id uuid not null,
  id uuid not null,
  publication_id uuid not null,
  place smallint not null,
  network text not null,
  account_id uuid,
  text text,
  outgoing_id uuid,
  hand_by text,
  hand_at timestamp with time zone,
  hand_link text,
  taken_back_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, publication_id) REFERENCES publication(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (hand_by) REFERENCES person(id)
);
CREATE INDEX publication_part_of ON public.publication_part USING btree (campaign_id, publication_id);
CREATE INDEX publication_part_outgoing ON public.publication_part USING btree (campaign_id, outgoing_id) WHERE (outgoing_id IS NOT NULL);

create table publication_picture (
  campaign_id uuid not null,
  id uuid not null,
  publication_id uuid not null,
  type text not null,
  sealed bytea not null,
  alt text not null,
  added_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, publication_id) REFERENCES publication(campaign_id, id) ON DELETE CASCADE
);
CREATE INDEX publication_picture_of ON public.publication_picture USING btree (campaign_id, publication_id);

create table question (
  campaign_id uuid not null,
  id uuid not null,
  number integer not null,
  wording text,
  worded_by text,
  language text,
  issue_area_id uuid,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, issue_area_id) REFERENCES issue_area(campaign_id, id),
  FOREIGN KEY (worded_by) REFERENCES person(id)
);

create table question_statement (
  campaign_id uuid not null,
  question_id uuid not null,
  statement_id uuid not null,
  deed_id uuid not null,
  PRIMARY KEY (campaign_id, question_id, statement_id),
  FOREIGN KEY (campaign_id, question_id) REFERENCES question(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE
);
CREATE INDEX question_statement_statement ON public.question_statement USING btree (campaign_id, statement_id);

create table queue_order (
  campaign_id uuid not null,
  weights jsonb not null default '{}'::jsonb,
  words jsonb not null default '{}'::jsonb,
  stamp uuid not null,
  reordered_to uuid,
  rereads boolean not null default true,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table referral (
  campaign_id uuid not null,
  id uuid not null,
  statement_id uuid,
  post_id uuid not null,
  helper_id uuid not null,
  person_id text not null,
  passes text[] not null,
  way text not null,
  consent_how text not null,
  consent_at timestamp with time zone not null,
  consent_words text,
  state text not null,
  outgoing_id uuid,
  offered_at timestamp with time zone,
  due_at timestamp with time zone not null,
  outcome text,
  tell_stop boolean not null default false,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, helper_id) REFERENCES helper(campaign_id, id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((consent_how = ANY (ARRAY['in-person'::text, 'call'::text, 'message'::text, 'receipt'::text]))),
  CHECK ((state = ANY (ARRAY['ready'::text, 'offered'::text, 'accepted'::text, 'in-hand'::text, 'closed'::text, 'stopped'::text]))),
  CHECK ((way = ANY (ARRAY['email'::text, 'phone'::text])))
);
CREATE INDEX referral_due ON public.referral USING btree (campaign_id, state, due_at);
CREATE INDEX referral_post ON public.referral USING btree (campaign_id, post_id);
CREATE INDEX referral_statement ON public.referral USING btree (campaign_id, statement_id);

create table referral_event (
  campaign_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  kind text not null,
  person_id text,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, referral_id) REFERENCES referral(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX referral_event_referral ON public.referral_event USING btree (campaign_id, referral_id, at);

create table refold (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null,
  statement_id uuid not null,
  other_id uuid not null,
  person_id text not null,
  at timestamp with time zone not null,
  posts integer not null,
  next_number bigint not null,
  turn bigint not null,
  before jsonb,
  undone_at timestamp with time zone,
  undone_by text,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  FOREIGN KEY (undone_by) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['part'::text, 'join'::text])))
);
CREATE INDEX refold_other ON public.refold USING btree (campaign_id, other_id);
CREATE INDEX refold_person ON public.refold USING btree (campaign_id, person_id, at);
CREATE INDEX refold_statement ON public.refold USING btree (campaign_id, statement_id);

create table refold_post (
  campaign_id uuid not null,
  refold_id uuid not null,
  number bigint not null,
  PRIMARY KEY (campaign_id, refold_id, number)
);

create table rehearsal (
  campaign_id uuid not null,
  id uuid not null,
  copy_id uuid not null,
  copy_slug text not null,
  source text not null,
  day date,
  speed integer not null,
  state text not null,
  posts integer not null,
  played integer not null default 0,
  passed double precision not null default 0,
  since timestamp with time zone not null,
  length integer not null default 0,
  begun_by text not null,
  begun_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  problem text,
  report jsonb,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (begun_by) REFERENCES person(id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  CHECK (((speed >= 1) AND (speed <= 60))),
  CHECK ((source = ANY (ARRAY['example'::text, 'day'::text]))),
  CHECK ((state = ANY (ARRAY['preparing'::text, 'playing'::text, 'paused'::text, 'over'::text, 'ending'::text, 'wiped'::text])))
);
CREATE UNIQUE INDEX rehearsal_open ON public.rehearsal USING btree (campaign_id) WHERE (state <> 'wiped'::text);

create table rehearsal_post (
  campaign_id uuid not null,
  number integer not null,
  after_seconds integer not null,
  item jsonb not null,
  origin uuid,
  PRIMARY KEY (campaign_id, number),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);
CREATE INDEX rehearsal_post_origin ON public.rehearsal_post USING btree (campaign_id, origin) WHERE (origin IS NOT NULL);

create table response (
  campaign_id uuid not null,
  id uuid not null,
  target_id uuid not null,
  tactic_id uuid,
  said text not null,
  evidence text not null,
  post_id uuid,
  link text,
  note text,
  at timestamp with time zone not null,
  person_id text not null,
  created_at timestamp with time zone not null,
  withdrawn boolean not null default false,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id),
  FOREIGN KEY (campaign_id, target_id) REFERENCES target(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((evidence = ANY (ARRAY['post'::text, 'link'::text, 'note'::text])))
);
CREATE INDEX response_post ON public.response USING btree (campaign_id, post_id) WHERE (post_id IS NOT NULL);
CREATE INDEX response_target ON public.response USING btree (campaign_id, target_id, at);

create table retention_kept (
  campaign_id uuid not null,
  kind text not null,
  post_id uuid not null,
  why text not null,
  PRIMARY KEY (campaign_id, kind, post_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table retention_key (
  campaign_id uuid not null,
  id uuid not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table retention_mark (
  campaign_id uuid not null,
  kind text not null,
  channel text not null,
  upto uuid not null,
  PRIMARY KEY (campaign_id, kind, channel),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table retention_rule (
  campaign_id uuid not null,
  kind text not null,
  channel text not null default ''::text,
  days integer not null,
  changed_by text,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, kind, channel),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id),
  CHECK (((days >= 1) AND (days <= 3650)))
);

create table retention_run (
  campaign_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  gone integer not null,
  kept integer not null,
  complete boolean not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table role (
  id text not null,
  organisation_id text not null,
  campaign_id uuid,
  person_id text not null,
  role text not null,
  created_at timestamp with time zone not null,
  point boolean not null default false,
  waits_for text,
  seen_on date,
  UNIQUE NULLS NOT DISTINCT (organisation_id, campaign_id, person_id),
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((role = ANY (ARRAY['owner'::text, 'coordinator'::text, 'volunteer'::text, 'observer'::text]))),
  CHECK ((waits_for = ANY (ARRAY['practice'::text, 'person'::text])))
);
CREATE INDEX role_campaign ON public.role USING btree (campaign_id);
CREATE INDEX role_person ON public.role USING btree (person_id);

create table rule (
  campaign_id uuid not null,
  id uuid not null,
  box text not null,
  kind text not null,
  value text,
  filter jsonb,
  author_id uuid,
  marks integer[],
  reason text,
  state text not null,
  made_by text,
  made_at timestamp with time zone not null,
  changed_by text,
  changed_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  since timestamp with time zone,
  last_at timestamp with time zone,
  pending text,
  done_to uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (changed_by) REFERENCES person(id),
  FOREIGN KEY (made_by) REFERENCES person(id),
  CHECK ((box = ANY (ARRAY['mute'::text, 'ban'::text, 'flood'::text]))),
  CHECK ((kind = ANY (ARRAY['search'::text, 'sender'::text, 'phrase'::text, 'link'::text, 'host'::text, 'hashtag'::text, 'template'::text]))),
  CHECK ((pending = ANY (ARRAY['sweep'::text, 'release'::text]))),
  CHECK ((state = ANY (ARRAY['proposed'::text, 'on'::text, 'over'::text, 'off'::text])))
);

create table rule_day (
  campaign_id uuid not null,
  rule_id uuid not null,
  day date not null,
  statements integer not null,
  PRIMARY KEY (campaign_id, rule_id, day)
);

create table rule_setting (
  campaign_id uuid not null,
  version bigint not null default 0,
  minutes integer not null default 10,
  sender integer not null default 20,
  link integer not null default 200,
  template integer not null default 60,
  PRIMARY KEY (campaign_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id)
);

create table rule_verdict (
  campaign_id uuid not null,
  statement_id uuid not null,
  rule_id uuid not null,
  verdict text not null,
  person_id text not null,
  at timestamp with time zone not null,
  held_by uuid[] not null default '{}'::uuid[],
  PRIMARY KEY (campaign_id, statement_id, rule_id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((verdict = ANY (ARRAY['noise'::text, 'wanted'::text])))
);
CREATE INDEX rule_verdict_rule ON public.rule_verdict USING btree (campaign_id, rule_id);

create table saved_search (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  name text not null,
  shared boolean not null default false,
  asking jsonb not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX saved_search_person ON public.saved_search USING btree (campaign_id, person_id);

create table second_hand (
  campaign_id uuid not null,
  statement_id uuid not null,
  first_id uuid not null,
  person_id text not null,
  at timestamp with time zone not null,
  origin uuid not null,
  first_origin uuid not null,
  PRIMARY KEY (campaign_id, statement_id, origin),
  FOREIGN KEY (campaign_id, first_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX second_hand_first ON public.second_hand USING btree (campaign_id, first_id);

create table second_rule (
  campaign_id uuid not null,
  id uuid not null,
  kinds text[] not null default '{}'::text[],
  issue_area_id uuid,
  urgent boolean not null default false,
  under_decisions integer,
  share double precision not null default 1,
  second text not null default 'anybody'::text,
  created_by text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK (((share > (0)::double precision) AND (share <= (1)::double precision))),
  CHECK ((second = ANY (ARRAY['anybody'::text, 'experienced'::text, 'coordinator'::text])))
);

create table sheet (
  campaign_id uuid not null,
  id uuid not null,
  person_id text,
  collector_id uuid,
  collector text not null,
  place_name text,
  day date,
  begun_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, collector_id) REFERENCES collector(campaign_id, id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((num_nonnulls(person_id, collector_id) = 1))
);
CREATE INDEX sheet_changed ON public.sheet USING btree (campaign_id, changed_at);

create table sheet_note (
  campaign_id uuid not null,
  note_id uuid not null,
  sheet_id uuid not null,
  area text,
  PRIMARY KEY (campaign_id, note_id),
  FOREIGN KEY (campaign_id, sheet_id) REFERENCES sheet(campaign_id, id)
);
CREATE INDEX sheet_note_area ON public.sheet_note USING btree (campaign_id) WHERE (area IS NOT NULL);
CREATE INDEX sheet_note_sheet ON public.sheet_note USING btree (campaign_id, sheet_id);

create table sheet_photo (
  campaign_id uuid not null,
  id uuid not null,
  sheet_id uuid not null,
  type text not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, sheet_id) REFERENCES sheet(campaign_id, id)
);
CREATE INDEX sheet_photo_sheet ON public.sheet_photo USING btree (campaign_id, sheet_id);

create table shift (
  campaign_id uuid not null,
  id uuid not null,
  part text not null,
  place text not null default ''::text,
  note text not null default ''::text,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  zone text not null,
  needed integer not null,
  open boolean not null default true,
  created_by text not null,
  created_at timestamp with time zone not null,
  called_off_at timestamp with time zone,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK (((needed >= 1) AND (needed <= 100))),
  CHECK ((part = ANY (ARRAY['desk'::text, 'alarms'::text, 'sheet'::text, 'calls'::text, 'act'::text, 'other'::text]))),
  CHECK ((until_at > from_at))
);
CREATE INDEX shift_until ON public.shift USING btree (campaign_id, until_at);

create table shift_note (
  campaign_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  person_id text not null,
  text text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, shift_id) REFERENCES shift(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX shift_note_shift ON public.shift_note USING btree (campaign_id, shift_id, at);

create table shift_note_read (
  campaign_id uuid not null,
  note_id uuid not null,
  person_id text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, note_id, person_id),
  FOREIGN KEY (campaign_id, note_id) REFERENCES shift_note(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);

create table shift_person (
  campaign_id uuid not null,
  shift_id uuid not null,
  person_id text not null,
  added_by text not null,
  added_at timestamp with time zone not null,
  duty_id uuid,
  reminded_at timestamp with time zone,
  outgoing_id uuid,
  ended_at timestamp with time zone,
  PRIMARY KEY (campaign_id, shift_id, person_id),
  FOREIGN KEY (added_by) REFERENCES person(id),
  FOREIGN KEY (campaign_id, shift_id) REFERENCES shift(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX shift_person_due ON public.shift_person USING btree (campaign_id, shift_id) WHERE (reminded_at IS NULL);
CREATE INDEX shift_person_person ON public.shift_person USING btree (campaign_id, person_id);

create table short_link (
  campaign_id uuid not null,
  id uuid not null,
  name text not null,
  url text not null,
  rules jsonb not null default '[]'::jsonb,
  zone text not null default 'UTC'::text,
  forward jsonb not null default '{}'::jsonb,
  retired_at timestamp with time zone,
  created_by text,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  tactic_id uuid,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id)
);
CREATE INDEX short_link_tactic ON public.short_link USING btree (campaign_id, tactic_id) WHERE (tactic_id IS NOT NULL);

create table short_link_code (
  campaign_id uuid not null,
  code text not null,
  link_id uuid not null,
  channel text,
  variant_id uuid,
  sharer text,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, code),
  FOREIGN KEY (campaign_id, link_id) REFERENCES short_link(campaign_id, id),
  FOREIGN KEY (campaign_id, variant_id) REFERENCES variant(campaign_id, id)
);
CREATE INDEX short_link_code_link ON public.short_link_code USING btree (campaign_id, link_id, created_at);

create table short_link_tap (
  campaign_id uuid not null,
  code text not null,
  at timestamp with time zone not null,
  device text not null,
  taps integer not null,
  PRIMARY KEY (campaign_id, code, at, device),
  FOREIGN KEY (campaign_id, code) REFERENCES short_link_code(campaign_id, code),
  CHECK ((device = ANY (ARRAY['phone'::text, 'simple'::text, 'computer'::text, 'preview'::text])))
);

create table signature (
  campaign_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  state text not null,
  mail_key bytea not null,
  sealed bytea not null,
  shown_name text,
  passes boolean not null,
  language text not null,
  outgoing uuid[] not null default '{}'::uuid[],
  signed_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  UNIQUE (campaign_id, action_id, mail_key),
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, action_id) REFERENCES action(campaign_id, id),
  CHECK ((state = ANY (ARRAY['asked'::text, 'confirmed'::text])))
);
CREATE INDEX signature_asked ON public.signature USING btree (campaign_id, signed_at) WHERE (state = 'asked'::text);
CREATE INDEX signature_confirmed ON public.signature USING btree (campaign_id, action_id, confirmed_at) WHERE (state = 'confirmed'::text);

create table skill (
  campaign_id uuid not null,
  person_id text not null,
  languages text[] not null default '{}'::text[],
  areas uuid[] not null default '{}'::uuid[],
  level text not null default 'trained'::text,
  place_name text,
  lat double precision,
  lon double precision,
  radius_km integer,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, person_id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((level = ANY (ARRAY['new'::text, 'trained'::text, 'trusted'::text])))
);

create table spending (
  account text not null,
  budget text not null,
  window_start timestamp with time zone not null,
  spent bigint not null,
  PRIMARY KEY (account, budget, window_start)
);

create table stance (
  campaign_id uuid not null,
  id uuid not null,
  target_id uuid not null,
  stance text not null,
  because text not null,
  response_id uuid,
  at timestamp with time zone not null,
  person_id text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, response_id) REFERENCES response(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, target_id) REFERENCES target(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((stance = ANY (ARRAY['opposed'::text, 'unmoved'::text, 'wavering'::text, 'moved'::text])))
);
CREATE INDEX stance_target ON public.stance USING btree (campaign_id, target_id, at);

create table statement (
  campaign_id uuid not null,
  id uuid not null,
  number bigint not null,
  state text not null default 'waiting'::text,
  version integer not null default 1,
  posts integer not null,
  language text,
  channels text[] not null,
  issue_area_id uuid,
  suggested_area_id uuid,
  place_name text,
  lat double precision,
  lon double precision,
  precision text,
  first_said_at timestamp with time zone not null,
  last_said_at timestamp with time zone not null,
  arrived_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  signals text[] not null default '{}'::text[],
  said_lat double precision,
  said_lon double precision,
  group_id uuid,
  raised text[] not null default '{}'::text[],
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, issue_area_id) REFERENCES issue_area(campaign_id, id),
  CHECK (("precision" = ANY (ARRAY['exact'::text, '1km'::text, 'district'::text, 'hidden'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'held'::text, 'asked'::text, 'review'::text, 'aside'::text, 'decided'::text])))
);
CREATE INDEX statement_due ON public.statement USING btree (campaign_id, state, due_at, id);
CREATE INDEX statement_group ON public.statement USING btree (campaign_id, group_id, due_at, id) WHERE (group_id IS NOT NULL);
CREATE INDEX statement_loudest ON public.statement USING btree (campaign_id, state, posts DESC, id);
CREATE INDEX statement_place ON public.statement USING btree (campaign_id, lat, lon) WHERE (lat IS NOT NULL);
CREATE INDEX statement_said_place ON public.statement USING btree (campaign_id, said_lat, said_lon) WHERE (said_lat IS NOT NULL);

create table statement_text (
  campaign_id uuid not null,
  statement_id uuid not null,
  text text not null,
  search tsvector not null,
  PRIMARY KEY (campaign_id, statement_id)
);
CREATE INDEX statement_text_search ON public.statement_text USING gin (search);

create table steering (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  kind text not null,
  done jsonb not null,
  at timestamp with time zone not null,
  taken_back_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['reassign'::text, 'drain'::text, 'pause'::text, 'announce'::text])))
);

create table tactic (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null,
  lane text not null,
  title text not null,
  why text not null default ''::text,
  leader_id text,
  partner_id uuid,
  moment_id uuid,
  starts_wall text,
  ends_wall text,
  zone text not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  resources text not null default ''::text,
  cost integer,
  side text,
  state text not null default 'planned'::text,
  verdict text,
  because text,
  judged_by text,
  judged_at timestamp with time zone,
  template text,
  created_by text not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, moment_id) REFERENCES moment(campaign_id, id),
  FOREIGN KEY (campaign_id, partner_id) REFERENCES partner(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  FOREIGN KEY (judged_by) REFERENCES person(id),
  FOREIGN KEY (leader_id) REFERENCES person(id),
  CHECK (((ends_at IS NULL) = (ends_wall IS NULL))),
  CHECK (((ends_at IS NULL) OR (starts_at <= ends_at))),
  CHECK (((starts_at IS NULL) = (starts_wall IS NULL))),
  CHECK (((verdict IS NULL) OR ((because <> ''::text) AND (judged_by IS NOT NULL)))),
  CHECK ((cost >= 0)),
  CHECK ((ends_wall ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'::text)),
  CHECK ((lane = ANY (ARRAY['online'::text, 'offline'::text]))),
  CHECK ((starts_wall ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'::text)),
  CHECK ((state = ANY (ARRAY['planned'::text, 'running'::text, 'done'::text, 'dropped'::text]))),
  CHECK ((verdict = ANY (ARRAY['met'::text, 'mixed'::text, 'missed'::text, 'unclear'::text])))
);
CREATE INDEX tactic_starts ON public.tactic USING btree (campaign_id, starts_at);

create table tactic_target (
  campaign_id uuid not null,
  tactic_id uuid not null,
  target_id uuid not null,
  PRIMARY KEY (campaign_id, tactic_id, target_id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (campaign_id, target_id) REFERENCES target(campaign_id, id)
);

create table target (
  campaign_id uuid not null,
  id uuid not null,
  kind text not null,
  institution_id uuid,
  name text,
  office text not null default ''::text,
  handles jsonb not null default '[]'::jsonb,
  asked text not null default ''::text,
  side text,
  stance text,
  retired_at timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, institution_id) REFERENCES institution(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK (((kind = 'institution'::text) = (name IS NULL))),
  CHECK (((kind = 'person'::text) OR (institution_id IS NOT NULL))),
  CHECK ((kind = ANY (ARRAY['institution'::text, 'person'::text]))),
  CHECK ((stance = ANY (ARRAY['opposed'::text, 'unmoved'::text, 'wavering'::text, 'moved'::text])))
);
CREATE UNIQUE INDEX target_institution ON public.target USING btree (campaign_id, institution_id) WHERE (kind = 'institution'::text);

create table target_contact (
  campaign_id uuid not null,
  target_id uuid not null,
  sealed bytea not null,
  PRIMARY KEY (campaign_id, target_id),
  FOREIGN KEY (campaign_id, target_id) REFERENCES target(campaign_id, id) ON DELETE CASCADE
);

create table target_key (
  campaign_id uuid not null,
  target_id uuid not null,
  wrapped bytea not null,
  PRIMARY KEY (campaign_id, target_id),
  FOREIGN KEY (campaign_id, target_id) REFERENCES target(campaign_id, id) ON DELETE CASCADE
);

create table task (
  campaign_id uuid not null,
  id uuid not null,
  tactic_id uuid not null,
  title text not null,
  due_on date,
  person_id text,
  done_at timestamp with time zone,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, tactic_id) REFERENCES tactic(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX task_tactic ON public.task USING btree (campaign_id, tactic_id);

create table token (
  id text not null,
  campaign_id uuid not null,
  person_id text not null,
  scopes text[] not null,
  sha256 bytea not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  UNIQUE (sha256),
  PRIMARY KEY (id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX token_campaign ON public.token USING btree (campaign_id, person_id);

create table told (
  campaign_id uuid not null,
  id uuid not null,
  person_id text not null,
  kind text not null,
  statement_id uuid not null,
  by_id text not null,
  of_id uuid not null,
  at timestamp with time zone not null,
  seen_at timestamp with time zone,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (by_id) REFERENCES person(id),
  FOREIGN KEY (campaign_id, statement_id) REFERENCES statement(campaign_id, id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((kind = ANY (ARRAY['given'::text, 'back'::text, 'otherwise'::text])))
);
CREATE INDEX told_of ON public.told USING btree (campaign_id, of_id);
CREATE INDEX told_statement ON public.told USING btree (campaign_id, statement_id);
CREATE INDEX told_unseen ON public.told USING btree (campaign_id, person_id) WHERE (seen_at IS NULL);

create table town (
  id integer not null,
  name text not null,
  folded text not null,
  country text not null,
  admin text not null,
  region text,
  population integer not null,
  lat double precision not null,
  lon double precision not null,
  PRIMARY KEY (id)
);
CREATE INDEX town_country ON public.town USING btree (country, population DESC);
CREATE INDEX town_country_folded ON public.town USING btree (country, folded);
CREATE INDEX town_folded ON public.town USING btree (folded);
CREATE INDEX town_large ON public.town USING btree (folded) WHERE (population >= 50000);

create table trial (
  campaign_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  bank_id uuid,
  name text not null,
  unit text not null,
  window_minutes integer not null,
  begins_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null,
  winner integer,
  decided_at timestamp with time zone,
  created_by text,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  FOREIGN KEY (campaign_id, bank_id) REFERENCES bank(campaign_id, id),
  FOREIGN KEY (campaign_id, link_id) REFERENCES short_link(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK ((state = ANY (ARRAY['running'::text, 'won'::text, 'undecided'::text, 'stopped'::text]))),
  CHECK ((unit = ANY (ARRAY['sharer'::text, 'slot'::text])))
);

create table trial_arm (
  campaign_id uuid not null,
  trial_id uuid not null,
  place integer not null,
  text text not null,
  variant_id uuid,
  PRIMARY KEY (campaign_id, trial_id, place),
  FOREIGN KEY (campaign_id, trial_id) REFERENCES trial(campaign_id, id),
  FOREIGN KEY (campaign_id, variant_id) REFERENCES variant(campaign_id, id)
);

create table trial_unit (
  campaign_id uuid not null,
  trial_id uuid not null,
  number integer not null,
  arm integer not null,
  code text not null,
  begins_at timestamp with time zone not null,
  matures_at timestamp with time zone not null,
  taps integer,
  PRIMARY KEY (campaign_id, trial_id, number),
  FOREIGN KEY (campaign_id, code) REFERENCES short_link_code(campaign_id, code),
  FOREIGN KEY (campaign_id, trial_id) REFERENCES trial(campaign_id, id)
);
CREATE INDEX trial_unit_open ON public.trial_unit USING btree (campaign_id, matures_at) WHERE (taps IS NULL);

create table variant (
  campaign_id uuid not null,
  id uuid not null,
  bank_id uuid not null,
  language text not null,
  networks text[] not null,
  text text not null,
  link text,
  out_at timestamp with time zone,
  version integer not null default 1,
  created_by text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (campaign_id, id),
  FOREIGN KEY (campaign_id, bank_id) REFERENCES bank(campaign_id, id),
  FOREIGN KEY (created_by) REFERENCES person(id)
);
CREATE INDEX variant_bank ON public.variant USING btree (campaign_id, bank_id, created_at);
