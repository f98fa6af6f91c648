import type { Campaign } from '#campaign/index.ts'
import type { Actor, House } from '#core/index.ts'
import { addGroup, changeGroup, endGroup, levels, meantPlace, setSkill } from '#desk/index.ts'

interface At {
  house: House
  actor: Actor
  campaign: Campaign
  form: FormData
}

const word = (form: FormData, name: string) => String(form.get(name) ?? '').trim().slice(0, 300)

/** What somebody can do at the desk, as the form says it. All languages or areas ticked is the same as none. */
export async function saveSkill({ house, actor, campaign, form }: At): Promise<void> {
  const several = (name: string) => {
    const ticked = form.getAll(name).map(String)
    return ticked.length === Number(form.get(`${name}.of`)) ? [] : ticked
  }
  const place = word(form, 'place')
  const found = place ? await meantPlace(house.db, campaign.id, place) : undefined
  await setSkill(house, actor, campaign, word(form, 'id'), {
    languages: several('reads'), areas: several('areas'), level: levels.find((one) => one === form.get('level')) ?? 'trained',
    around: found ? { name: found.name, lat: found.lat, lon: found.lon, km: Number(form.get('km')) || 50 } : null,
  })
}

/** A group as the form says it: new, changed, or ended. */
export async function saveGroup({ house, actor, campaign, form }: At): Promise<void> {
  const id = word(form, 'group')
  if (id && form.get('end') === 'yes') return endGroup(house, actor, campaign, id)
  const wish = { name: word(form, 'name'), members: form.getAll('member').map(String) }
  if (id) await changeGroup(house, actor, campaign, id, wish)
  else await addGroup(house, actor, campaign, wish)
}
