import { forgetDesks } from '#ui/offline/forget.ts'
import { DeviceDesk } from './device.svelte.ts'

/** The device's desk of a page of it. What somebody else left on a shared device goes; and when nobody is signed in any more, everything. */
export function deskOnDevice(slug: string, person: string, back: () => Promise<void> | void): DeviceDesk {
  const device = new DeviceDesk(slug, person, { back, out: () => location.assign(`/sign-in?next=${encodeURIComponent(`/${slug}/desk`)}`) })
  void forgetDesks(person)
  return device
}
