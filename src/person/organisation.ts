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

export async function organisations(reader: Reader): Promise<Organisation[]> {
  return reader.rows<Organisation>('select id, slug, name from organisation order by created_at, id')
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
export function slugOf(name: string): string {
  const word = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50)
  return word === '' ? `o-${[...name].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)!) % 1_000_003, 7)}` : word
}
