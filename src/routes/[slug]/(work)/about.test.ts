import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { aboutScreen } from './about.ts'

/** The route of every screen that people work on. */
const routes = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('+page.svelte'))
  .map((path) => `/[slug]/(work)/${path.replace(/\/?\+page\.svelte$/, '')}`)

test('every screen says in two sentences what it is for and what to do first, in four languages', () => {
  expect(routes.length).toBeGreaterThan(60)
  const wrong = routes.flatMap((route) =>
    languages.flatMap((language) => {
      const about = aboutScreen(translate(language), route)
      if (!about) return [`${route} has none in ${language}`]
      return [about.purpose, about.first].filter((text) => sentencesIn(text) !== 1).map((text) => `${route} in ${language} is not one sentence: ${text}`)
    }),
  )
  expect(wrong).toEqual([])
})

const sentencesIn = (text: string) => text.split(/[.؟?]\s*/u).filter(Boolean).length
