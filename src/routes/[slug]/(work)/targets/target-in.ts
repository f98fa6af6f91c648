import { nameIn, type Names } from '#campaign/index.ts'
import type { Handle, NewTarget } from '#plan/index.ts'
import type { PlanForm } from '../plan-act.ts'

/** What the form of a target says. An empty contact field says nothing of it, unless it is to be forgotten. */
export function targetIn({ word, form }: PlanForm): NewTarget {
  const contact = { email: word('email'), phone: word('phone'), note: word('contactNote') }
  const given = Object.values(contact).some((one) => one !== '')
  return {
    kind: word('kind') === 'institution' ? 'institution' : 'person', institutionId: word('institution') || null, name: word('name') || null, office: word('office'), handles: handlesIn(word('handles')), asked: word('asked'), side: word('side') || null,
    ...(form.get('forget') === 'yes' ? { contact: null } : given ? { contact } : {}),
  }
}

/** One a line: "x minister", "mastodon minister@social.example". */
function handlesIn(text: string): Handle[] {
  return text.split(/\n+/).flatMap((line) => {
    const [network = '', ...rest] = line.trim().split(/[\s:]+/)
    const handle = rest.join(' ')
    return handle ? [{ network, handle }] : network ? [{ network: 'x', handle: network }] : []
  })
}

export function handlesText(handles: Handle[]): string {
  return handles.map(({ network, handle }) => `${network} ${handle}`).join('\n')
}

export function calledIn(target: { name: string | null; institution: { names: Names } | null }, language: string): string {
  return target.name ?? (target.institution ? nameIn(target.institution.names, language) : '')
}
