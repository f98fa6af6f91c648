import { expect, test } from 'vitest'
import { isOfFollowers } from './followers.ts'

test.each([
  'Reach 10,000 followers by June', 'Gain followers', '50k followers on X', 'More subscribers', 'Double our followers', 'We want 1 million likes',
  'Llegar a 10.000 seguidores', 'Ganar seguidores', 'Más seguidoras', '50 mil suscriptores', 'Gagner 10 000 abonnés', 'Plus d’abonnés', 'الوصول إلى 10000 متابع', 'كسب متابعين',
])('is no goal: %s', (goal) => {
  expect(isOfFollowers(goal)).toBe(true)
})

test.each([
  'By 30 June every institution answers, in public and by name, what its citizens asked it.', 'The followers of the old faith may pray in public again.', 'Free the 12 students', 'La ley protege a las seguidoras de todas las creencias',
  'L’eau est rétablie dans 9 districts', 'يُفرج عن الصحفيين الستة', 'The ministry follows its own rules', 'Journalists can write what they like',
])('is one: %s', (goal) => {
  expect(isOfFollowers(goal)).toBe(false)
})
