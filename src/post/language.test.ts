import { describe, expect, it } from 'vitest'
import { givenLanguage, languageOf } from './language.ts'

const posts: [string, string][] = [
  ['en', 'The water has been brown since Monday and nobody answers'],
  ['en', 'No lights on our street again tonight #TellUs'],
  ['en', 'RT @somebody: why is the clinic closed on market days?'],
  ['es', 'Llevamos tres semanas sin agua en el barrio y nadie responde'],
  ['es', '¿Cuándo van a abrir la clínica? @alguien'],
  ['es', 'No hay luz en mi calle desde ayer'],
  ['es', 'Se cayó el techo de la escuela, gracias a Dios no había niños'],
  ['fr', "Il n'y a plus d'eau dans notre quartier depuis trois jours"],
  ['fr', 'Pourquoi le bus ne passe plus le dimanche ?'],
  ['fr', "L'école est fermée et personne ne nous dit pourquoi"],
  ['pt', 'Não temos água no bairro há uma semana, quem vai resolver isso?'],
  ['it', 'La strada per il ponte è ancora chiusa e nessuno sa perché'],
  ['de', 'Seit Montag ist das Wasser in unserer Straße braun'],
  ['id', 'Air di kampung kami tidak mengalir sejak hari Senin'],
  ['tl', 'Wala pa rin kaming tubig dito sa amin, kailan po ba ito maaayos?'],
  ['ar', 'الماء مقطوع عن حينا منذ ثلاثة أيام ولا أحد يجيب'],
  ['ar', 'متى تفتح العيادة؟ #أخبرونا'],
  ['fa', 'آب محله ما از دوشنبه قطع است و هیچ‌کس پاسخگو نیست چرا'],
  ['ru', 'Вода в нашем доме коричневая с понедельника'],
  ['uk', 'Вода у нашому будинку брудна, і ніхто не відповідає'],
  ['hi', 'हमारी गली में सोमवार से पानी नहीं आ रहा है'],
  ['zh', '我们街上的自来水从星期一开始就是棕色的'],
  ['ja', '月曜日から水が茶色いままです'],
]

describe('the language of a post that came without one', () => {
  it.each(posts)('%s: %s', (language, text) => {
    expect(languageOf(text)).toBe(language)
  })

  it('is not guessed from nothing', () => {
    expect(['', '👍', 'https://t.example/a', '@one #Tag', 'ok', 'Bus 14 never comes'].map(languageOf)).toEqual(Array(6).fill(undefined))
  })
})

describe('a language that came with a post', () => {
  it.each([['es', 'es'], ['pt-BR', 'pt'], ['EN_us', 'en'], ['in', 'id'], ['iw', 'he'], ['und', undefined], ['qme', undefined], [undefined, undefined]])('%s is kept as %s', (given, kept) => {
    expect(givenLanguage(given)).toBe(kept)
  })
})
