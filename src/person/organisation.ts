import { refuse, sqlState, uniqueViolation, uuid7, type Reader, type Transactor } from '#core/index.ts'

export interface Organisation {
  id: string
  slug: string
  name: string
}

export async function addOrganisation(t: Transactor, name: string, at: Date): Promise<Organisation> {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > 200) throw refuse('name-wrong', 400, 'An organisation has a name of 1 to 200 characters.')
  const organisation = { id: uuid7(at), slug: slugOf(trimmed), name: trimmed }
  try {
    await t.run('insert into organisation (id, slug, name, created_at) values ($1, $2, $3, $4)', [organisation.id, organisation.slug, trimmed, at])
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw refuse('organisation-exists', 409, `There is an organisation named ${trimmed}.`)
    throw error
  }
  return organisation
}

/** Those that have campaigns of their own here: partners in campaigns of others are not among them. */
export async function organisations(reader: Reader): Promise<Organisation[]> {
  return reader.rows<Organisation>('select id, slug, name from organisation where guest_of is null order by created_at, id')
}

/** The partner of this name of a host, made where there is none. What others have, and whether they have it, is not told by it. */
export async function guestNamed(t: Transactor, hostId: string, name: string, at: Date): Promise<Organisation> {
  const trimmed = name.trim().replace(/\s+/g, ' ')
  if (trimmed === '' || trimmed.length > 200) throw refuse('name-wrong', 400, 'An organisation has a name of 1 to 200 characters.')
  const id = uuid7(at)
  await t.run('insert into organisation (id, slug, name, guest_of, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [id, `${slugOf(trimmed).slice(0, 40)}-${id.slice(-12)}`, trimmed, hostId, at])
  return (await t.row<Organisation>('select id, slug, name from organisation where guest_of = $1 and lower(name) = lower($2)', [hostId, trimmed]))!
}

/** One of several by its name, slug or id. */
export function organisationNamed(all: Organisation[], name: string): Organisation | undefined {
  const wanted = name.trim().toLowerCase()
  return all.find((one) => one.slug === wanted || one.name.toLowerCase() === wanted || one.id === wanted)
}

/** The only organisation when none is named; refuses when that cannot be told. */
export function onlyOrganisation(all: Organisation[], name: string | undefined): Organisation {
  const names = all.map((one) => one.name).join(', ')
  if (name !== undefined) {
    const found = organisationNamed(all, name)
    if (!found) throw refuse('unknown-organisation', 404, `There is no organisation ${name}.`, { mend: names ? `There is: ${names}.` : '"clamor campaign add" makes the first one.' })
    return found
  }
  if (all.length === 0) throw refuse('no-organisation', 409, 'There is no organisation yet.', { mend: 'Add a campaign first: "clamor campaign add SLUG --name NAME".' })
  if (all.length > 1) throw refuse('which-organisation', 409, `There are several organisations: ${names}.`, { mend: 'Say which with --organisation.' })
  return all[0]!
}

/** A word for addresses from a name in any script; of scripts without Latin letters only a number remains. */
function slugOf(name: string): string {
  const word = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50)
  return word === '' ? `o-${[...name].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)!) % 1_000_003, 7)}` : word
}
