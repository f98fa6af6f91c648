import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { z } from 'zod'
import { isRefusal, refuse } from '#core/index.ts'
import { readTable } from '#core/table/index.ts'
import { bringTargets, mostTargets, readTargets, targetFields } from '#plan/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  await entered(locals, params.slug, 'plan.edit')
  return {}
}

const given = z.object({ header: z.array(z.string()).max(500), rows: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })).max(mostTargets) })
type Given = z.infer<typeof given>

/** The list travels with the form from look to look: how people are reached is kept nowhere before it is brought in. */
async function tableIn(form: FormData): Promise<Given> {
  const file = form.get('file')
  if (file instanceof File && file.size > 0) {
    const { header, rows } = await readTable(new Uint8Array(await file.arrayBuffer()), { most: mostTargets })
    return { header, rows }
  }
  try {
    return given.parse(JSON.parse(String(form.get('table') ?? '')))
  } catch {
    throw refuse('file-empty', 422, 'The file is empty.', { mend: 'Choose another file.' })
  }
}

const mapIn = (form: FormData) => Object.fromEntries(targetFields.flatMap((field) => (form.get(field) ? [[field, String(form.get(field))]] : [])))

async function looking(event: RequestEvent, keep: boolean) {
  const form = await event.request.formData()
  let table: Given | undefined
  try {
    const { house, actor, campaign } = await entered(event.locals, event.params['slug']!, 'plan.edit')
    table = await tableIn(form)
    const list = await readTargets(house.db, campaign.id, table, mapIn(form))
    if (!keep) {
      return { table: JSON.stringify(table), header: table.header, fields: list.fields as Record<string, string>, added: list.added.length, changed: list.changed.length, same: list.same, bad: list.bad.slice(0, 50), badCount: list.bad.length }
    }
    await bringTargets(house, actor, campaign, list)
  } catch (error) {
    const { status, text } = refused(event.locals.t, error)
    const again = table && isRefusal(error) && ['no-target-column', 'map-wrong'].includes(error.code)
    return fail(status, { text, ...(again ? { table: JSON.stringify(table), header: table!.header, fields: mapIn(form) } : {}) })
  }
  redirect(303, `/${event.params['slug']}/targets`)
}

export const actions: Actions = {
  look: (event) => looking(event, false),
  keep: (event) => looking(event, true),
}
