import { say, type Template } from './shape.ts'

/** S14: what was said in a campaign, gathered into one public story with each voice's own words. */
export const publicStory: Template = {
  key: 'public-story',
  title: say('Tell it as one story', 'Contarlo como una historia', 'Le raconter comme une histoire', 'روايته كقصة واحدة'),
  lead: say(
    'While it is fresh, gather what people said into one page that begins at the beginning. Their words stay theirs, and stay when the original is gone.',
    'Mientras está fresco, reúne lo que la gente dijo en una página que empiece por el principio. Sus palabras son suyas y quedan aunque el original desaparezca.',
    'Tant que c’est frais, rassemblez ce que les gens ont dit en une page qui commence au début. Leurs mots restent leurs, et restent quand l’original a disparu.',
    'ما دام الأمر طريًا اجمعوا ما قاله الناس في صفحة تبدأ من البداية. تبقى كلماتهم لهم، وتبقى حين يختفي الأصل.'),
  anchor: say('The day that is to be told', 'El día que se va a contar', 'Le jour à raconter', 'اليوم المراد روايته'),
  moments: [{ key: 'day', kind: 'day', day: 0, title: say('The day itself', 'El día mismo', 'Le jour même', 'اليوم نفسه'), reason: say('Tomorrow half of it will be hard to find.', 'Mañana la mitad será difícil de encontrar.', 'Demain, la moitié sera difficile à retrouver.', 'غدًا يصعب العثور على نصفه.') }],
  tactics: [
    {
      kind: 'coverage', from: 0, to: 0, moment: 'day',
      title: say('Collect while it happens', 'Reunir mientras ocurre', 'Recueillir pendant que cela arrive', 'الجمع أثناء الحدوث'),
      why: say('Posts are deleted, accounts are closed.', 'Se borran mensajes, se cierran cuentas.', 'Des messages sont effacés, des comptes fermés.', 'تُحذف منشورات وتُغلق حسابات.'),
      aims: [{ indicator: 'posts', threshold: 200, tagged: true, words: say('200 posts to choose from', '200 mensajes entre los que elegir', '200 messages entre lesquels choisir', '200 منشور للاختيار منها') }],
      tasks: [{ day: -1, title: say('Who collects from which place', 'Quién recoge en qué lugar', 'Qui recueille à quel endroit', 'من يجمع من أي مكان') }],
    },
    {
      kind: 'press', from: 1, to: 2,
      title: say('The story, on one page', 'La historia, en una página', 'L’histoire, sur une page', 'القصة في صفحة واحدة'),
      why: say('A reader who was not there needs a beginning and an end.', 'Quien no estuvo necesita un principio y un final.', 'Qui n’y était pas a besoin d’un début et d’une fin.', 'من لم يكن هناك يحتاج إلى بداية ونهاية.'),
      aims: [{ indicator: 'outlets', threshold: 3, words: say('Three outlets quote from it', 'Tres medios la citan', 'Trois médias la citent', 'ثلاث وسائل إعلام تقتبس منها') }],
      tasks: [
        { day: 1, title: say('Ask those who are named whether they agree', 'Preguntar a quienes se nombra si están de acuerdo', 'Demander l’accord de ceux qui sont nommés', 'سؤال من تُذكر أسماؤهم هل يوافقون') },
        { day: 1, title: say('Ten voices, two of them who think otherwise', 'Diez voces, dos de ellas que piensan distinto', 'Dix voix, dont deux d’un autre avis', 'عشرة أصوات، اثنان منها برأي آخر') },
      ],
    },
  ],
}
