import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fateOf, type MailError } from './outlet.ts'

const recorded = JSON.parse(readFileSync(new URL('./payloads/errors.json', import.meta.url), 'utf8')) as { name: string; error: Partial<MailError> & { message: string }; fate: object }[]

// Sending itself is held by src/talk/send.test.ts, on a real SMTP server.
test.each(recorded)('$name', ({ error, fate }) => {
  expect(fateOf(Object.assign(new Error(error.message), error))).toMatchObject(fate)
})
