import { say, type Template } from './shape.ts'

/** S9: sister hashtags in two languages, partners on the ground who report daily, one page that explains everything. */
export const twoLanguages: Template = {
  key: 'two-languages',
  title: say('Two languages, one case', 'Dos idiomas, un caso', 'Deux langues, une affaire', 'لغتان وقضية واحدة'),
  lead: say(
    'One hashtag in the language of the place and one for the world, news every day from people on the ground, and a single page that explains it all.',
    'Una etiqueta en el idioma del lugar y otra para el mundo, noticias diarias de gente sobre el terreno y una sola página que lo explica todo.',
    'Un mot-dièse dans la langue du lieu et un pour le monde, des nouvelles chaque jour de gens sur place, et une seule page qui explique tout.',
    'وسم بلغة المكان وآخر للعالم، وأخبار يومية من أهل الميدان، وصفحة واحدة تشرح كل شيء.'),
  anchor: say('The day on which the court decides', 'El día en que decide el tribunal', 'Le jour où le tribunal décide', 'يوم قرار المحكمة'),
  moments: [{ key: 'ruling', kind: 'hearing', day: 0, title: say('The ruling', 'La sentencia', 'La décision', 'صدور الحكم'), reason: say('After it, nothing can be undone.', 'Después ya nada se puede deshacer.', 'Après, rien ne peut être défait.', 'بعده لا يمكن التراجع عن شيء.') }],
  tactics: [
    {
      kind: 'burst', from: -10, to: 0, moment: 'ruling',
      title: say('Side by side in both languages', 'A la par en ambos idiomas', 'Côte à côte dans les deux langues', 'جنبًا إلى جنب باللغتين'),
      why: say('Neighbours are moved by neighbours, governments by those who look in from outside.', 'A la vecindad la mueve la vecindad; a los gobiernos, quien mira desde fuera.', 'Les voisins touchent les voisins, les regards du dehors touchent les gouvernements.', 'الجيران يؤثرون في الجيران، والنظر من الخارج يؤثر في الحكومات.'),
      aims: [
        { indicator: 'people', threshold: 1000, tagged: true, words: say('1,000 people in the first language', '1000 personas en el primer idioma', '1 000 personnes dans la première langue', '1000 شخص باللغة الأولى') },
        { indicator: 'countries', threshold: 10, words: say('From ten countries', 'De diez países', 'De dix pays', 'من عشرة بلدان') },
      ],
      tasks: [{ day: -12, title: say('Both hashtags looked through by people who speak them', 'Ambas etiquetas revisadas por quienes hablan el idioma', 'Les deux mots-dièse relus par ceux qui parlent la langue', 'مراجعة الوسمين ممن يتكلمون لغتيهما') }],
    },
    {
      kind: 'coverage', from: -10, to: 1,
      title: say('News from the place, every day at six', 'Noticias del lugar, cada día a las seis', 'Des nouvelles du lieu, chaque jour à six heures', 'أخبار من المكان كل يوم في السادسة'),
      why: say('A case without news falls silent in three days.', 'Un caso sin noticias se apaga en tres días.', 'Une affaire sans nouvelles se tait en trois jours.', 'قضية بلا أخبار تصمت خلال ثلاثة أيام.'),
      aims: [{ indicator: 'other', threshold: 10, words: say('An update on ten days, in both languages', 'Novedades en diez días, en ambos idiomas', 'Une mise à jour dix jours, dans les deux langues', 'تحديث في عشرة أيام باللغتين') }],
      tasks: [{ day: -11, title: say('Who translates on which evening', 'Quién traduce qué noche', 'Qui traduit quel soir', 'من يترجم في أي مساء') }],
    },
    {
      kind: 'press', from: -9, to: -1, moment: 'ruling',
      title: say('One page that explains everything', 'Una página que lo explica todo', 'Une page qui explique tout', 'صفحة واحدة تشرح كل شيء'),
      why: say('Whoever hears of it today has to catch up in five minutes.', 'Quien se entera hoy debe ponerse al día en cinco minutos.', 'Qui l’apprend aujourd’hui doit se rattraper en cinq minutes.', 'من يسمع بها اليوم عليه أن يلحق خلال خمس دقائق.'),
      aims: [{ indicator: 'outlets', threshold: 8, words: say('Eight outlets use it', 'Ocho medios la usan', 'Huit médias s’en servent', 'ثماني وسائل إعلام تستخدمها') }],
      tasks: [{ day: -10, title: say('Have a lawyer read it', 'Que la lea una abogada', 'La faire lire par une avocate', 'أن تقرأها محامية') }],
    },
  ],
}
