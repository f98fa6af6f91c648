/** Targets from a list, CSV or XLSX: looked at first, brought in as often as one likes without doubling anybody. */
import { foldName, institutionsOf, type Institution } from '#campaign/index.ts'
import { refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { columnsFor, type ReadTable } from '#core/table/index.ts'
import { allow } from '#person/index.ts'
import { planOf } from '../goal/goal.ts'
import { addTarget, changeTarget, targetsOf, type Handle, type NewTarget, type Target } from './target.ts'

export const targetFields = ['name', 'kind', 'institution', 'office', 'handles', 'asked', 'side', 'email', 'phone'] as const
export type TargetField = (typeof targetFields)[number]

const targetFaults = ['no-name', 'no-institution', 'no-side', 'twice'] as const
export type TargetFault = (typeof targetFaults)[number]

/** What is in the lists of a campaign is a handful to some hundreds. */
export const mostTargets = 500

const known: Record<TargetField, string> = {
  name: 'name|full name|person|target|nombre|nombre completo|persona|nom|nom complet|personne|الاسم|اسم|الشخص',
  kind: 'kind|type|tipo|genre|النوع',
  institution: 'institution|ministry|organisation|organization|body|institucion|ministerio|organismo|institution nom|ministere|المؤسسة|الوزارة|الجهة',
  office: 'office|title|position|role|function|cargo|puesto|funcion|fonction|poste|titre|المنصب|الوظيفة',
  handles: 'handles|handle|account|accounts|x|twitter|mastodon|cuenta|cuentas|compte|comptes|الحساب|الحسابات',
  asked: 'asked|what is asked|ask|demand|lo que se pide|peticion|demanda|ce qui est demande|demande|المطلوب|الطلب',
  side: 'side|party|lado|partido|camp|parti|الجانب|الحزب',
  email: 'email|e mail|correo|correo electronico|courriel|adresse e mail|البريد|البريد الالكتروني',
  phone: 'phone|telephone|mobile|telefono|movil|portable|الهاتف|رقم الهاتف|الجوال',
}

export interface TargetList {
  fields: Partial<Record<TargetField, string>>
  added: NewTarget[]
  changed: { target: Target; wish: NewTarget }[]
  same: number
  bad: { line: number; fault: TargetFault; found: string }[]
}

/** What a list would bring. People are known again by their name and institution, institutions by themselves. */
export async function readTargets(reader: Reader, campaignId: string, table: Pick<ReadTable, 'header' | 'rows'>, map?: Record<string, string>): Promise<TargetList> {
  if (table.rows.length > mostTargets) throw refuse('too-many-rows', 413, `A list of targets has at most ${mostTargets} rows.`, { mend: 'Bring it in parts.' })
  const columns = columnsFor(table.header, known, map)
  if (columns.name === undefined && columns.institution === undefined) throw refuse('no-target-column', 422, 'None of the columns is known to hold names or institutions.', { mend: 'Say which one it is.' })
  const [institutions, there, { sides }] = await Promise.all([institutionsOf(reader, campaignId), targetsOf(reader, campaignId), planOf(reader, campaignId)])
  const before = new Map(there.map((one) => [identityOf({ kind: one.kind, name: one.name, institutionId: one.institution?.id }), one]))
  const list: TargetList = { fields: Object.fromEntries(Object.entries(columns).map(([field, place]) => [field, table.header[place]])), added: [], changed: [], same: 0, bad: [] }
  const seen = new Set<string>()
  for (const { line, cells } of table.rows) {
    const cell = (field: TargetField) => (columns[field] === undefined ? '' : cells[columns[field]]!.trim())
    const read = wishOf(cell, institutions, sides)
    const fault = typeof read === 'string' ? read : seen.has(identityOf(read)) ? 'twice' : undefined
    if (typeof read === 'string' || fault) {
      list.bad.push({ line, fault: fault!, found: cells.filter(Boolean).join(' · ').slice(0, 120) })
      continue
    }
    seen.add(identityOf(read))
    const target = before.get(identityOf(read))
    if (!target) list.added.push(read)
    else if (differs(target, read)) list.changed.push({ target, wish: read })
    else list.same += 1
  }
  return list
}

const identityOf = ({ kind, name, institutionId }: Pick<NewTarget, 'kind' | 'name' | 'institutionId'>) => (kind === 'institution' ? `institution ${institutionId}` : `person ${foldName(name ?? '')} ${institutionId ?? ''}`)

function wishOf(cell: (field: TargetField) => string, institutions: Institution[], sides: string[]): NewTarget | TargetFault {
  const called = (text: string) => institutions.find((one) => one.key === text || Object.values(one.names).some((name) => foldName(name) === foldName(text)))
  const [name, place, side] = [cell('name'), cell('institution'), cell('side')]
  const institution = place ? called(place) : undefined
  if (place && !institution) return 'no-institution'
  const own = institution ?? called(name)
  const kind = /^(institution|institucion|institución|مؤسسة)$/i.test(cell('kind')) || !name || (own && called(name)?.id === own.id) ? 'institution' : 'person'
  if (!name && !institution) return 'no-name'
  if (kind === 'institution' && !own) return 'no-institution'
  if (side && !sides.includes(side)) return 'no-side'
  const contact = { ...(cell('email') ? { email: cell('email') } : {}), ...(cell('phone') ? { phone: cell('phone') } : {}) }
  return {
    kind, institutionId: own?.id ?? null, name: kind === 'institution' ? null : name.slice(0, 200), office: cell('office').slice(0, 200), handles: handlesIn(cell('handles')), asked: cell('asked').slice(0, 2_000), side: side || null,
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
  }
}

/** "x:minister mastodon:minister@social.example", or one handle alone, which is of X. */
function handlesIn(text: string): Handle[] {
  return text.split(/[\s,;،]+/).filter(Boolean).slice(0, 20).flatMap((one) => {
    const found = /^(?:([a-z]+):)?@?([^\s:]+)$/i.exec(one)
    return found ? [{ network: (found[1] ?? 'x').toLowerCase(), handle: found[2]! }] : []
  })
}

/** What the list leaves empty it does not take away. */
function differs(target: Target, wish: NewTarget): boolean {
  const text = (handles: Handle[] = []) => handles.map((one) => `${one.network} ${one.handle}`).sort().join()
  return (wish.office !== '' && wish.office !== target.office) || (wish.asked !== '' && wish.asked !== target.asked) || (wish.side !== null && wish.side !== target.side)
    || (wish.handles!.length > 0 && text(wish.handles) !== text(target.handles)) || (wish.contact !== undefined && !target.reachable)
}

/** Brings them in, one after the other: each is whole, and what was brought before an interruption is known again. */
export async function bringTargets(house: House, actor: Actor | undefined, campaign: CampaignRef, list: TargetList): Promise<void> {
  allow(actor, campaign, 'plan.edit')
  for (const wish of list.added) await addTarget(house, actor, campaign, wish)
  for (const { target, wish } of list.changed) {
    const given = Object.fromEntries(Object.entries(wish).filter(([field, value]) => !['kind', 'institutionId', 'name'].includes(field) && value !== '' && value !== null && !(Array.isArray(value) && value.length === 0)))
    await changeTarget(house, actor, campaign, target.id, { version: target.version, ...given })
  }
}
