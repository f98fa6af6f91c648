import {
  changePassword, changeProfile, endDevice, endOtherDevices, endPasskey, nameDevice, namePasskey, ownDevices, ownPasskeys, secondFactorOf,
} from '#person/index.ts'
import { own } from './act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  await parent()
  const { house } = locals
  const actor = locals.actor!
  const [factor, passkeys, devices] = await Promise.all([secondFactorOf(house, actor), ownPasskeys(house, actor), ownDevices(house, actor)])
  return { factor, passkeys, devices, now: house.clock.now(), recovered: url.searchParams.has('recovered'), added: url.searchParams.has('added') }
}

export const actions: Actions = {
  name: (event) => own(event, ({ house, actor, word }) => changeProfile(house, actor, { name: word('name') })),
  password: (event) => own(event, ({ house, actor, word }) => changePassword(house, actor, { current: word('current'), next: word('next') })),
  namePasskey: (event) => own(event, ({ house, actor, word }) => namePasskey(house, actor, word('id'), word('name'))),
  endPasskey: (event) => own(event, ({ house, actor, word }) => endPasskey(house, actor, word('id'))),
  nameDevice: (event) => own(event, ({ house, actor, word }) => nameDevice(house, actor, word('id'), word('name'))),
  endDevice: (event) => own(event, ({ house, actor, word }) => endDevice(house, actor, word('id'))),
  endOthers: (event) => own(event, ({ house, actor }) => endOtherDevices(house, actor)),
}
