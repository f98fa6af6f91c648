import { isRefusal } from '#core/index.ts'
import { emailOf } from './account.ts'

/** Why a line of a list invites nobody. */
export const leftReasons = ['heading', 'no-address', 'address-wrong', 'twice', 'too-many', 'here', 'invited'] as const
export type LeftReason = (typeof leftReasons)[number]

export interface LeftLine {
  /** From 1. */
  line: number
  text: string
  reason: LeftReason
}

export interface ListedPerson {
  line: number
  text: string
  /** Empty where the line holds an address only. */
  name: string
  /** Undefined where it holds a name only. */
  email: string | undefined
}

export interface PeopleRead {
  people: ListedPerson[]
  left: LeftLine[]
}

const mostListed = 500

// Marks of direction come along with what is copied out of chats and tables.
// eslint-disable-next-line no-misleading-character-class
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
const addressLike = /[^\s<>,;:"()[\]|،؛]+@[^\s<>,;:"()[\]|،؛]*/g
const headings = /^(names?|full name|first name|last name|e-?mails?( address)?|address|phone|role|nombres?|apellidos?|correos?( electrónico)?|teléfono|noms?|prénoms?|courriels?|adresses?|téléphone|rôle|الاسم|الاسم الكامل|البريد|البريد الإلكتروني|الهاتف|الدور)$/i

/**
 * Names and addresses out of what people have: a column of a table, the line "To" of a mail, a list from a chat. One or several to a line,
 * in any order, with any of the usual separators. What cannot be read comes back with its line and a reason.
 */
export function readPeople(text: string): PeopleRead {
  const people: ListedPerson[] = []
  const left: LeftLine[] = []
  const seen = new Set<string>()
  text.split(/\r\n?|\n|\u2028|\u2029/).forEach((raw, index) => {
    const line = raw.replace(invisible, '').replace(/[\u00a0\u202f]/g, ' ').replace(/mailto:/gi, '').trim()
    if (!/[\p{L}\p{N}@]/u.test(line)) return
    for (const one of peopleOf(line)) {
      const given = { line: index + 1, text: one.text }
      const email = one.address === undefined ? undefined : checked(one.address)
      const key = email ?? `name ${one.name.toLowerCase()}`
      if (one.address !== undefined && !email) left.push({ ...given, reason: 'address-wrong' })
      else if (!email && one.heading) left.push({ ...given, reason: 'heading' })
      else if (!email && one.name === '') left.push({ ...given, reason: 'no-address' })
      else if (seen.has(key)) left.push({ ...given, reason: 'twice' })
      else if (people.length >= mostListed) left.push({ ...given, reason: 'too-many' })
      else {
        seen.add(key)
        people.push({ ...given, name: one.name, email })
      }
    }
  })
  return { people, left }
}

/** Rows of a spreadsheet as lines of such a text. */
export function linesOfTable(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((cell) => cell.replace(/[\r\n\t\u2028\u2029]+/g, ' ')).join('\t')).join('\n')
}

interface Found {
  text: string
  name: string
  address: string | undefined
  heading?: boolean
}

interface Part {
  /** Without the address. */
  text: string
  address: string | undefined
}

function peopleOf(line: string): Found[] {
  const parts = partsOf(line)
  const addressed = parts.filter((part) => part.address !== undefined)
  if (addressed.length === 0) {
    const heading = parts.every((part) => part.text === '' || headings.test(part.text))
    return [{ text: line, name: nameOf(parts), address: undefined, heading }]
  }
  if (addressed.length === 1) return [{ text: line, name: nameOf(parts), address: addressed[0]!.address }]
  // Several in a line: names stand before their addresses, or all of them behind.
  const groups: Part[][] = []
  const behind = parts[0]!.address !== undefined && parts[0]!.text === '' && parts.some((part) => part.address === undefined && part.text !== '')
  for (const part of parts) {
    const last = groups.at(-1)
    const complete = last?.some((one) => one.address !== undefined)
    if (!last || (part.address !== undefined && complete) || (!behind && complete)) groups.push([part])
    else last.push(part)
  }
  return groups.filter((group) => group.some((part) => part.address !== undefined || part.text !== '')).map((group) => {
    const address = group.find((part) => part.address !== undefined)?.address
    return { text: group.map((part) => [part.text, part.address].filter(Boolean).join(' ')).join(', '), name: nameOf(group), address }
  })
}

/** Cells of a line; what stands in quotation marks is one. Two addresses with only a space between them are two. */
function partsOf(line: string): Part[] {
  const cells = line.match(/(?:"(?:[^"]|"")*"|[^,;\t|،؛])+/g) ?? []
  return cells.flatMap((cell) => {
    const addresses = cell.match(addressLike) ?? []
    const text = tidy(cell.replace(addressLike, ' '))
    if (addresses.length === 0) return [{ text, address: undefined }]
    return addresses.map((address, at): Part => ({ text: at === 0 ? text : '', address: address.replace(/^[.'*•-]+|[.'*!?]+$/g, '') }))
  })
}

/** Without bullets, numbers in front, brackets and quotation marks. */
function tidy(text: string): string {
  return text.replace(/^\s*(?:[-–—*•·]|\d{1,3}[.)])\s+/, ' ').replace(/["<>()[\]]|^\s*'|'\s*$/g, ' ').replace(/\s+/g, ' ').replace(/^[\s:.,-]+|[\s:,-]+$/g, '')
}

/** A name: what stands with the address ("Last, First" turned round), else up to two cells before it, else the one behind. */
function nameOf(parts: Part[]): string {
  const at = parts.findIndex((part) => part.address !== undefined)
  const own = at >= 0 ? parts[at]!.text : ''
  const before = (at >= 0 ? parts.slice(0, at) : parts).map((part) => part.text).filter(isName)
  if (own !== '' && isName(own)) return short(at === 1 && before.length === 1 ? `${own} ${before[0]}` : own)
  if (before.length > 0) return short(before.slice(0, 2).join(' '))
  return short(parts.slice(at + 1).map((part) => part.text).find(isName) ?? '')
}

function isName(text: string): boolean {
  return /\p{L}/u.test(text) && !/\d{4}/.test(text) && !headings.test(text)
}

function short(name: string): string {
  return name.slice(0, 100).trim()
}

function checked(address: string): string | undefined {
  try {
    return emailOf(address)
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}
