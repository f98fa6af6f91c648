import { describe, expect, test } from 'vitest'
import { alike, sign } from './index.ts'

const verdict = (a: string, b: string) => {
  const there = alike(sign(a), sign(b))
  const back = alike(sign(b), sign(a))
  expect(back).toEqual(there)
  return there
}

const together: [string, string, string][] = [
  ['a repost', 'The well in our village has been dry since March', 'RT @amina_k: The well in our village has been dry since March'],
  ['a repost of a repost', 'The well in our village has been dry since March', 'RT @one: RT @two: The well in our village has been dry since March'],
  ['a repost without colon', 'The well in our village has been dry since March', 'rt @amina_k The well in our village has been dry since March'],
  ['via', 'The well in our village has been dry since March', 'The well in our village has been dry since March via @water_watch'],
  ['vía', 'El pozo de nuestro pueblo está seco desde marzo', 'vía @aguaviva: El pozo de nuestro pueblo está seco desde marzo'],
  ['a quote without addition', 'The well in our village has been dry since March', '“@amina_k: The well in our village has been dry since March”'],
  ['another link', 'The clinic has no nurse on Sundays https://a.example/1', 'The clinic has no nurse on Sundays http://b.example/xyz?u=2'],
  ['a link without scheme', 'The clinic has no nurse on Sundays', 'The clinic has no nurse on Sundays bit.ly/2Xy9'],
  ['another mention', '@health_min the clinic has no nurse on Sundays', '@mayor @press the clinic has no nurse on Sundays'],
  ['a handle with its server', 'the clinic has no nurse on Sundays', '@health@social.example the clinic has no nurse on Sundays'],
  ['emoji', 'The clinic has no nurse on Sundays 😡😡', 'The clinic 🏥 has no nurse on Sundays'],
  ['emoji variants', 'Thank you ❤️ nurses 👍🏽', 'Thank you ❤ nurses 👍🏿'],
  ['another hashtag tail', 'The road to the school floods each autumn #AskThem #roads', 'The road to the school floods each autumn #voices2026'],
  ['a hashtag at the front', '#AskThem The road to the school floods each autumn', 'The road to the school floods each autumn #voices2026'],
  ['a negation behind the cut', 'The contractor left the school roof open before the rains and the library with all its books was ruined and not paid for',
    'The contractor left the school rooof open before the rains and the library with all its books was ruined and…'],
  ['French with and without "ne"', 'Je ne sais pas qui a signé le contrat du pont de la rivière', 'Je sais pas qui a signé le contrat du pont de la rivière'],
  ['case and punctuation', 'THE ROAD TO THE SCHOOL FLOODS EACH AUTUMN!!!', 'The road to the school floods, each autumn.'],
  ['HTML entities', 'Water &amp; light are missing in the new houses', 'Water & light are missing in the new houses'],
  ['one more word', 'Why is there still no bridge over the river where two pupils drowned last year?', 'Why is there still no bridge over the river where two pupils drowned last year? Please'],
  ['another word in a long text', 'The contractor left the school roof open before the rains and the library with all its books was ruined in one night, says the teacher',
    'The contractor left the school roof open before the rains and the library with all its books was destroyed in one night, says the teacher'],
  ['another word', 'The water in our street has been brown since the pipes were mended last week', 'The water in our street has been murky since the pipes were mended last week'],
  ['another word in Spanish', 'El agua de nuestra calle sale turbia desde que arreglaron los tubos la otra semana', 'El agua de nuestra calle sale sucia desde que arreglaron los tubos la otra semana'],
  ['cut by an ellipsis', 'The contractor left the school roof open before the rains and the library with all its books was ruined in one night, say the teachers',
    'RT @school_watch: The contractor left the school roof open before the rains and the library with all its bo…'],
  ['cut by three dots before a link', 'The contractor left the school roof open before the rains and the library with all its books was ruined in one night',
    'The contractor left the school roof open before the rains and the library... https://a.example/9'],
  ['cut inside a link', 'The contractor left the school roof open before the rains and the library was ruined https://a.example/9',
    'RT @school_watch: The contractor left the school roof open before the rains and the library was ruined htt…'],
  ['accents', '¿Por qué no hay médicos en el hospital de la región?', 'por que no hay medicos en el hospital de la region'],
  ['decomposed accents', 'Où est passé l’argent promis à l’école du quartier ?'.normalize('NFD'), 'Où est passé l’argent promis à l’école du quartier ?'],
  ['typographic apostrophes', 'Où est passé l’argent promis à l’école du quartier ?', "Ou est passe l'argent promis a l'ecole du quartier"],
  ['Arabic vowel points', 'مَتَى تُفْتَحُ المَدْرَسَةُ الجَدِيدَةُ فِي حَيِّنَا', 'متى تفتح المدرسة الجديدة في حينا'],
  ['Arabic letter variants', 'إلى متى ننتظر الماء في المدينة القديمة أيها الوزير', 'الي متي ننتظر الماء في المدينه القديمه ايها الوزير'],
  ['tatweel', 'لا مـــاء في الحي منذ أسبوعين والناس عطشى', 'لا ماء في الحي منذ أسبوعين والناس عطشى'],
  ['Arabic digits', 'أُغلقت ١٢ مدرسة في الإقليم هذا الشهر', 'أغلقت 12 مدرسة في الإقليم هذا الشهر'],
  ['Persian letters', 'مردم این شهر سال‌هاست که آب آشامیدنی ندارند', 'مردم اين شهر سالهاست كه آب آشاميدني ندارند'],
  ['full-width forms', 'ＴＨＥ　ＲＯＡＤ　ＴＯ　ＴＨＥ　ＳＣＨＯＯＬ　ＦＬＯＯＤＳ', 'the road to the school floods'],
  ['zero-width and bidi characters', 'The r\u200boad to the sch\u200dool \u202afloods\u202c each autumn', 'The road to the school floods each autumn'],
  ['Chinese', '我们村的学校已经三年没有老师了，孩子们每天要走两个小时的路去上学 @教育', 'RT @news: 我们村的学校已经三年没有老师了，孩子们每天要走两个小时的路去上学 https://a.example'],
  ['Hindi', 'हमारे गाँव के स्कूल में तीन साल से कोई शिक्षक नहीं है #शिक्षा', 'RT @khabar: हमारे गाँव के स्कूल में तीन साल से कोई शिक्षक नहीं है!'],
  ['Thai', 'โรงเรียนของเราไม่มีครูสอนวิทยาศาสตร์มาสามปีแล้ว #ครู', 'โรงเรียนของเราไม่มีครูสอนวิทยาศาสตร์มาสามปีแล้ว'],
  ['thousands marks', 'More than 5,000 families lost their homes in the flood', 'More than 5.000 families lost their homes in the flood'],
  ['thousands parted by a space', 'La commune a payé 1 200 000 lirios pour un barrage jamais construit', 'La commune a payé 1.200.000 lirios pour un barrage jamais construit'],
  ['"still" in two spellings', 'ما زال الماء مقطوعا عن حي الصنوبر منذ العاصفة الأخيرة', 'مازال الماء مقطوعا عن حي الصنوبر منذ العاصفة الأخيرة'],
  ['number words', 'Five children were hurt when the school wall fell in the storm last night in the valley', '5 children were hurt when the school wall fell in the storm last night in the valley'],
]

const apart: [string, string, string][] = [
  ['another number', 'Explosion at the market: 5 dead and many wounded, say doctors', 'Explosion at the market: 50 dead and many wounded, say doctors'],
  ['another number in a long text', 'At 4 pm the river at the old mill stood higher than ever before and people were told to leave their houses at once, the mayor said: 310 cm',
    'At 4 pm the river at the old mill stood higher than ever before and people were told to leave their houses at once, the mayor said: 340 cm'],
  ['another number word', 'Five children were hurt when the school wall fell in the storm', 'Seven children were hurt when the school wall fell in the storm'],
  ['another number in Arabic digits', 'أُغلقت ١٢ مدرسة في الإقليم هذا الشهر', 'أُغلقت ٢١ مدرسة في الإقليم هذا الشهر'],
  ['another time', 'The boat with the tally sheets left the quay for the capital at 5:05 in the rain', 'The boat with the tally sheets left the quay for the capital at 13:05 in the rain'],
  ['one more negation', 'My neighbour cannot write, so I ask: may a lawyer see the register of arrests on the same day?',
    'My neighbour cannot write, so I ask: may a lawyer not see the register of arrests on the same day?'],
  ['another hashtag in front', '#Arvela was named again today in the long list of towns without a doctor', '#Bostrin was named again today in the long list of towns without a doctor'],
  ['a negation in English', 'The bridge at the northern entrance of the town is safe for heavy lorries', 'The bridge at the northern entrance of the town is not safe for heavy lorries'],
  ["a negation in English: n't", 'The minister did answer the parents of the pupils who were hurt in the fall of the wall', "The minister didn't answer the parents of the pupils who were hurt in the fall of the wall"],
  ['a negation in Spanish', 'El ministro respondió a las madres que esperaban desde hace meses una respuesta', 'El ministro no respondió a las madres que esperaban desde hace meses una respuesta'],
  ['a negation in French', 'Le pont à l’entrée nord de la ville est sûr pour les camions chargés de bois', 'Le pont à l’entrée nord de la ville n’est pas sûr pour les camions chargés de bois'],
  ['a negation in Arabic', 'الجسر عند المدخل الشمالي للمدينة آمن لمرور الشاحنات الثقيلة', 'الجسر عند المدخل الشمالي للمدينة غير آمن لمرور الشاحنات الثقيلة'],
  ['a negation as it is spoken', 'وصل الإسعاف إلى مكان الحادث عند جسر الوادي قبل الظهر', 'ما وصل الإسعاف إلى مكان الحادث عند جسر الوادي قبل الظهر'],
  ['a million and a billion', 'The treasury lost 3 million on the road that was never built here', 'The treasury lost 3 billion on the road that was never built here'],
  ['a negation in Chinese', '城北入口的那座桥对于重型卡车来说是安全的，市长昨天在会议上这样告诉居民们', '城北入口的那座桥对于重型卡车来说是不安全的，市长昨天在会议上这样告诉居民们'],
  ['a negation in Hindi', 'शहर के उत्तरी द्वार पर बना पुल भारी ट्रकों के लिए सुरक्षित है', 'शहर के उत्तरी द्वार पर बना पुल भारी ट्रकों के लिए सुरक्षित नहीं है'],
  ['the opposite', 'The road along the river to the old mill is open again since this noon', 'The road along the river to the old mill is closed again since this noon'],
  ['another day in Spanish', 'La carretera vieja del molino se abre el lunes para camiones y autobuses de la región', 'La carretera vieja del molino se abre el jueves para camiones y autobuses de la región'],
  ['another name', 'The mayor of Arvela has promised a new well before the end of summer', 'The mayor of Bostrin has promised a new well before the end of summer'],
  ['another name in Spanish', 'El alcalde de Arvela prometió un pozo nuevo antes del fin del verano', 'El alcalde de Bostrín prometió un pozo nuevo antes del fin del verano'],
  ['another name in Arabic', 'رئيس بلدية أرفيلا وعد ببئر جديدة قبل نهاية الصيف', 'رئيس بلدية بسترين وعد ببئر جديدة قبل نهاية الصيف'],
  ['a shared slogan', 'We ask and we want answers! The clinic closed and nobody told us', 'We ask and we want answers! My pension stopped in May without a letter'],
  ['a shared hashtag', 'The clinic closed and nobody told us #WeAskYou', 'My pension stopped in May without a letter #WeAskYou'],
  ['a shared link', 'The clinic closed and nobody told us https://a.example/1', 'Read what they say about pensions https://a.example/1'],
  ['a shared greeting', 'Good morning dear minister, when will the clinic open?', 'Good morning dear minister, who stole the school money?'],
  ['short and other', 'No water here', 'No power here'],
  ['short with another emoji', 'The minister 👍', 'The minister 👎'],
  ['hashtags only', '#water #now #AskThem #village', '#water #later #AskThem #village'],
  ['one hashtag in a sentence', 'Five dead after the fire in #Arvela', 'Five dead after the fire in #Bostrin'],
  ['the same beginning, not cut', 'The contractor left the school roof open before the rains and the library was ruined',
    'The contractor left the school roof open before the rains and the library was ruined. Now the same man builds the hospital and nobody asks who pays for all of it'],
  ['only mentions', '@one @two', '@three @four'],
  ['only links', 'https://a.example/1', 'https://a.example/2'],
]

describe('says the same', () => {
  test.each(together)('%s', (_, a, b) => {
    expect(verdict(a, b)).toMatchObject({ together: true })
  })
})

describe('does not say the same', () => {
  test.each(apart)('%s', (_, a, b) => {
    expect(verdict(a, b)).toMatchObject({ together: false })
  })
})

test('gives the reason for keeping look-alikes apart', () => {
  expect(verdict('The fire took 5 houses in one night', 'The fire took 50 houses in one night').reason).toBe('numbers')
  expect(verdict('The bridge is safe for lorries of any weight', 'The bridge is not safe for lorries of any weight').reason).toBe('negation')
  expect(verdict('No water here', 'No power here').reason).toBe('too-short')
})
