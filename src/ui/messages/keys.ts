import type about from './about/en.json'
import type account from './account/en.json'
import type action from './action/en.json'
import type alarm from './alarm/en.json'
import type amplify from './amplify/en.json'
import type away from './away/en.json'
import type backup from './backup/en.json'
import type burst from './burst/en.json'
import type bulk from './bulk/en.json'
import type call from './call/en.json'
import type campaign from './campaign/en.json'
import type chat from './chat/en.json'
import type coverage from './coverage/en.json'
import type deliver from './deliver/en.json'
import type desk from './desk/en.json'
import type dossier from './dossier/en.json'
import type entry from './entry/en.json'
import type errors from './errors/en.json'
import type graphic from './graphic/en.json'
import type house from './house/en.json'
import type incident from './incident/en.json'
import type intake from './intake/en.json'
import type keys from './keys/en.json'
import type language from './language/en.json'
import type learned from './learned/en.json'
import type link from './link/en.json'
import type mail from './mail/en.json'
import type map from './map/en.json'
import type people from './people/en.json'
import type person from './person/en.json'
import type place from './place/en.json'
import type plan from './plan/en.json'
import type post from './post/en.json'
import type queue from './queue/en.json'
import type practice from './practice/en.json'
import type privacy from './privacy/en.json'
import type press from './press/en.json'
import type publication from './publication/en.json'
import type publish from './publish/en.json'
import type question from './question/en.json'
import type retention from './retention/en.json'
import type rule from './rule/en.json'
import type search from './search/en.json'
import type rehearsal from './rehearsal/en.json'
import type referral from './referral/en.json'
import type shift from './shift/en.json'
import type source from './source/en.json'
import type sheet from './sheet/en.json'
import type room from './room/en.json'
import type trial from './trial/en.json'
import type table from './table/en.json'
import type talk from './talk/en.json'
import type tell from './tell/en.json'
import type variant from './variant/en.json'
import type welcome from './welcome/en.json'

interface Slices {
  about: typeof about
  account: typeof account
  action: typeof action
  alarm: typeof alarm
  amplify: typeof amplify
  away: typeof away
  backup: typeof backup
  burst: typeof burst
  bulk: typeof bulk
  call: typeof call
  campaign: typeof campaign
  chat: typeof chat
  coverage: typeof coverage
  deliver: typeof deliver
  desk: typeof desk
  dossier: typeof dossier
  entry: typeof entry
  errors: typeof errors
  graphic: typeof graphic
  house: typeof house
  incident: typeof incident
  intake: typeof intake
  keys: typeof keys
  language: typeof language
  learned: typeof learned
  link: typeof link
  mail: typeof mail
  map: typeof map
  people: typeof people
  person: typeof person
  place: typeof place
  plan: typeof plan
  post: typeof post
  queue: typeof queue
  practice: typeof practice
  privacy: typeof privacy
  press: typeof press
  publication: typeof publication
  publish: typeof publish
  question: typeof question
  retention: typeof retention
  rule: typeof rule
  search: typeof search
  rehearsal: typeof rehearsal
  referral: typeof referral
  room: typeof room
  shift: typeof shift
  source: typeof source
  sheet: typeof sheet
  table: typeof table
  talk: typeof talk
  trial: typeof trial
  tell: typeof tell
  variant: typeof variant
  welcome: typeof welcome
}

/** Every message there is, as `slice.key`. */
export type MessageKey = { [S in keyof Slices]: `${S}.${keyof Slices[S] & string}` }[keyof Slices]
