import { expect, test } from 'vitest'
import type { Copy } from './copy.ts'
import { decisionsFrom, draftOf, type Keepable } from './decision.ts'

const copy = { id: 's1', version: 4, text: 'The pump is locked', issueArea: 'water', place: { name: 'Oldford', lat: 1, lon: 2, precision: 'district' }, decisions: 1 } as Copy

function decided(button: Keepable, fields: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ area: 'water', place: 'Oldford', lat: '1', lon: '2', precision: 'district', ...fields })) form.set(name, value)
  return decisionsFrom(button, form, copy, 'Vera')
}

const base = { statement: 's1', version: 4, before: 1, by: 'Vera', said: 'The pump is locked' }

test.each([
  ['what stands as it was is not sent again', 'done', {}, [{ ...base, decision: 'done', fields: {} }]],
  ['another area goes along, and so does none', 'done', { area: '' }, [{ ...base, decision: 'done', fields: {}, work: { issueArea: null } }]],
  ['a place by its name is found when it is sent', 'done', { place: 'Harrowquay', lat: '', lon: '' }, [{ ...base, decision: 'done', fields: {}, work: { place: { name: 'Harrowquay', precision: 'district' } } }]],
  ['another precision is another place', 'done', { precision: 'hidden' }, [{ ...base, decision: 'done', fields: {}, work: { place: { name: 'Oldford', lat: 1, lon: 2, precision: 'hidden' } } }]],
  ['a reason', 'discard', { reason: 'spam' }, [{ ...base, decision: 'discard', fields: { reason: 'spam' } }]],
  ['an incident to join, whatever was typed as a title before', 'incident', { incident: 'i7' }, [{ ...base, decision: 'incident', fields: { incident: 'i7' } }]],
  ['a note is saved before it is released', 'release', { note: 'Too dark' }, [{ ...base, decision: 'work', fields: {}, work: { note: 'Too dark' } }, { ...base, decision: 'release', fields: {} }]],
  ['an alarm says nothing else', 'alarm', { note: 'Not yet' }, [{ ...base, decision: 'alarm', fields: {} }]],
] as const)('%s', (_, button, fields, decisions) => {
  expect(decided(button, fields)).toEqual({ decisions })
})

test('words that are too short, and a place outside of the world, are said before anything waits', () => {
  expect(decided('question', { question: 'new', wording: 'Eh' })).toEqual({ wrong: 'words-short' })
  expect(decided('done', { lat: '95', lon: '2' })).toEqual({ wrong: 'place-wrong' })
})

test('what was decided comes back as it was typed', () => {
  const form = decided('incident', { incident: 'new', title: 'The pump was locked', note: 'Two saw it', area: 'health', place: 'Harrowquay', lat: '', lon: '' })
  if ('wrong' in form) throw new Error(form.wrong)
  expect(draftOf(form.decisions[0]!, { area: '', precision: 'district' })).toEqual({
    area: 'health', place: 'Harrowquay', lat: undefined, lon: undefined, precision: 'district', note: 'Two saw it', title: 'The pump was locked', wording: '',
  })
})
