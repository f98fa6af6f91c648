import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { languages, type Language } from '../languages.ts'
import { messageSlices, messagesFolder, readMessages } from './catalogue.ts'
import { placeholders } from './icu.ts'
import { missingForms, parse } from './message.ts'

const source = join(import.meta.dirname, '../..')

/** What is wrong with the messages, one sentence each: incomplete languages, broken ICU, other placeholders, keys in code that do not exist. */
export function faultsInMessages(folder = messagesFolder, code = source): string[] {
  const known = new Map<string, Set<string>>()
  const faults = messageSlices(folder).flatMap((slice) => faultsInSlice(slice, folder, known))
  return [...faults, ...faultsInCode(code, known)]
}

function faultsInSlice(slice: string, folder: string, known: Map<string, Set<string>>): string[] {
  const faults: string[] = []
  const read = (language: Language): Record<string, string> => {
    try {
      return readMessages(slice, language, folder)
    } catch (error) {
      faults.push(`${slice}/${language}.json cannot be read: ${(error as Error).message}`)
      return {}
    }
  }
  const texts = new Map(languages.map((language) => [language, read(language)]))
  const keys = new Set([...texts.values()].flatMap((messages) => Object.keys(messages)))

  for (const key of keys) {
    let wanted: string | undefined
    for (const language of languages) {
      const text = texts.get(language)?.[key]
      const where = `${slice}.${key} in ${language}`
      if (typeof text !== 'string' || !text.trim()) {
        faults.push(`${where} is missing`)
        continue
      }
      const elements = parse(text)
      if (typeof elements === 'string') {
        faults.push(`${where} is not ICU: ${elements}`)
        continue
      }
      const names = placeholders(elements)
      const signature = [...names].sort().join(', ')
      if (wanted === undefined) known.set(`${slice}.${key}`, names)
      wanted ??= signature
      if (signature !== wanted) faults.push(`${where} has the placeholders (${signature}) instead of (${wanted})`)
      faults.push(...missingForms(elements, language).map((form) => `${where} lacks the plural form ${form}`))
      if (/[!¡]/.test(text)) faults.push(`${where} has an exclamation mark`)
    }
  }
  return faults
}

/** `t('desk.take')` and `t('desk.age', { ... })` wherever a screen or a slice says something. */
const call = /\bt\(\s*'([a-z]+\.[\w.-]+)'\s*(,|\))/g

function faultsInCode(folder: string, known: Map<string, Set<string>>): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(svelte|ts)$/.test(path) && !/\.test\.ts$|^ui.build./.test(path))
    .map((path) => join(folder, path))
  return files.flatMap((file) => {
    const where = relative(folder, file)
    return [...readFileSync(file, 'utf8').matchAll(call)].flatMap(([, key = '', next]) => {
      const names = known.get(key)
      if (!names) return [`${where} says ${key}, which does not exist`]
      if (names.size && next === ')') return [`${where} says ${key} without its values (${[...names].join(', ')})`]
      return []
    })
  })
}
