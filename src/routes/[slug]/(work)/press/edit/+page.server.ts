import { embargoedIn, embargoOf, instantOf, planOf, wallOf, type Wall } from '#plan/index.ts'
import { addPiece, addPressPicture, changeKit, changePiece, dropPiece, movePieceUp, pieceKinds, publicKit, wholeKit, type PieceKind, type Words } from '#press/index.ts'
import { languages, type Language } from '#ui/languages.ts'
import { entered } from '../../entered.ts'
import { planAct, type PlanForm } from '../../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'press.edit')
  const [{ kit, pieces }, { zone }, embargoes, shown] = await Promise.all([wholeKit(house.db, campaign.id), planOf(house.db, campaign.id), embargoOf(house.db, campaign), publicKit(house, campaign.id, locals.language)])
  const wall = (at: Date | null) => (at ? wallOf(at, zone) : '')
  const now = house.clock.now()
  return {
    kit: { ...kit, notBeforeWall: wall(kit.notBefore), held: kit.notBefore !== null && kit.notBefore > now }, zone, today: wallOf(now, zone).slice(0, 10), isThere: shown !== undefined,
    pieces: pieces.map((piece) => ({
      ...piece, notBeforeWall: wall(piece.notBefore), held: piece.notBefore !== null && piece.notBefore > now, embargoed: embargoedIn([...Object.values(piece.words), ...Object.values(piece.alt), piece.source].join('\n'), embargoes)[0] ?? null,
    })),
    // Those of the campaign first: in them it is written, in the others it may be.
    spoken: [...new Set<Language>([...languages.filter((one) => campaign.languages.includes(one)), ...languages])], own: Math.max(1, languages.filter((one) => campaign.languages.includes(one)).length),
  }
}

function wordsIn(form: FormData, name: string): Words {
  return Object.fromEntries(languages.map((language) => [language, String(form.get(`${name}.${language}`) ?? '').slice(0, 8_000)]))
}

async function momentIn({ house, campaign, word }: PlanForm): Promise<Date | null> {
  const { zone } = await planOf(house.db, campaign.id)
  return word('notBefore') ? instantOf(word('notBefore').slice(0, 16) as Wall, zone) : null
}

async function wishIn(given: PlanForm) {
  const { form, word } = given
  return {
    words: wordsIn(form, 'words'), alt: wordsIn(form, 'alt'), email: word('email') || null, phone: word('phone') || null, source: word('source'), link: word('link') || null, day: word('day') || null, agreed: word('agreed') === 'yes', notBefore: await momentIn(given),
  }
}

export const actions: Actions = {
  kit: (event) => planAct(event, 'press.edit', async (given) => {
    const { house, actor, campaign, form, version } = given
    await changeKit(house, actor, campaign, { version, lead: wordsIn(form, 'lead'), notBefore: await momentIn(given) })
  }),
  show: (event) => planAct(event, 'press.edit', async ({ house, actor, campaign, word, version }) => void (await changeKit(house, actor, campaign, { version, shown: word('show') === 'yes' }))),
  add: (event) => planAct(event, 'press.edit', async (given) => {
    const { house, actor, campaign, form, word } = given
    const kind = pieceKinds.find((one): one is PieceKind => one === word('kind')) ?? 'fact'
    if (kind !== 'picture') return void (await addPiece(house, actor, campaign, { kind, ...(await wishIn(given)) }))
    const file = form.get('file')
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
    await addPressPicture(house, actor, campaign, bytes, await wishIn(given))
  }),
  change: (event) => planAct(event, 'press.edit', async (given) => void (await changePiece(given.house, given.actor, given.campaign, given.id(), { ...(await wishIn(given)), version: given.version }))),
  up: (event) => planAct(event, 'press.edit', ({ house, actor, campaign, id }) => movePieceUp(house, actor, campaign, id())),
  drop: (event) => planAct(event, 'press.edit', ({ house, actor, campaign, id }) => dropPiece(house, actor, campaign, id())),
}
