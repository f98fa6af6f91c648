import type { Deeds } from './keys.ts'

interface Ways {
  move(by: 1 | -1): void
  /** Chooses the issue area of this place in the list. */
  area(at: number): void
  undo(): void
  /** Shows the sheet with all keys. */
  all(): void
}

/** What each single key does on a page of the desk: it leads to what one could press there as well. */
export function deedsOn({ move, area, undo, all }: Ways): Deeds {
  return {
    down: () => move(1), up: () => move(-1),
    area1: () => area(0), area2: () => area(1), area3: () => area(2), area4: () => area(3), area5: () => area(4), area6: () => area(5), area7: () => area(6), area8: () => area(7),
    place: () => show('pane-place', 'input[name=place]'),
    incident: () => show('pane-incident', 'textarea'),
    question: () => show('pane-question', 'textarea'),
    alarm: () => click('alarm'),
    ask: () => show('pane-ask'),
    refer: () => click('refer'),
    hand: () => show('pane-hand'),
    handOn: () => show('pane-on'),
    discard: () => show('pane-discard'),
    same: () => click('same'),
    like: () => click('like'),
    takeOut,
    note: () => show('pane-note', 'textarea'),
    aside: () => show('pane-aside', 'a, input'),
    release: () => click('release'),
    undo,
    search: () => document.querySelector<HTMLElement>('input[name=q]')?.focus(),
    all,
    main: pressMain,
  }
}

/** The filled button: what ends the work at hand. */
export function pressMain(): void {
  click('main')
}

const click = (id: string) => document.getElementById(id)?.click()

function show(pane: string, field?: string): void {
  const element = document.getElementById(pane)
  if (!element) return
  if (getComputedStyle(element).display === 'none') element.showPopover()
  element.querySelector<HTMLElement>(field ?? 'input, textarea, button')?.focus()
}

/** The wording one is on; where one is on none, leads to the first that can be taken out. */
function takeOut(): void {
  const button = (from: Element | null | undefined) => from?.querySelector<HTMLElement>('button')
  const here = button(document.activeElement?.closest('[data-wording]'))
  if (here) return here.click()
  const rows = [...document.querySelectorAll('[data-wording]')]
  button(rows.find((row) => row.querySelector('mark, small')) ?? rows[1])?.focus()
}
