import { randomUUID } from 'node:crypto'

/** In minutes from now. */
export const callbackTimes = { soon: 0, hour: 60, later: 180, tomorrow: 1_440 } as const

/** What stands in the form beside the notes. */
export function formOf(form: FormData) {
  const field = (name: string) => String(form.get(name) ?? '').slice(0, 100)
  const uuid = (name: string) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(field(name)) ? field(name) : undefined)
  const started = new Date(field('startedAt'))
  return {
    urgent: field('urgent') === 'yes',
    id: uuid('id') ?? randomUUID(),
    replyTo: uuid('replyTo'),
    safe: ['yes', 'no'].includes(field('safe')) ? field('safe') : undefined,
    callback: field('callback'),
    startedAt: Number.isNaN(started.getTime()) ? undefined : started,
    seconds: Number(field('seconds')) || 0,
  }
}
