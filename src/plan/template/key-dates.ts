import { say, type Template } from './shape.ts'

/** S4: a long crisis stays visible through a few dates, online and offline side by side; judged by people and by where they are. */
export const keyDates: Template = {
  key: 'key-dates',
  title: say('Keep a long crisis in sight', 'Que una crisis larga no se olvide', 'Garder une longue crise en vue', 'إبقاء أزمة طويلة حاضرة'),
  lead: say(
    'Nobody can be loud for a year. Choose three dates, be loud on those, online and in the street at once, and rest in between.',
    'Nadie puede hacer ruido un año entero. Elige tres fechas, haz ruido en ellas, en línea y en la calle a la vez, y descansa entre medias.',
    'Nul ne peut crier toute une année. Choisissez trois dates, soyez bruyants ces jours-là, en ligne et dans la rue à la fois, et reposez-vous entre elles.',
    'لا أحد يستطيع رفع صوته سنة كاملة. اختاروا ثلاثة مواعيد، وارفعوا الصوت فيها على الشبكات وفي الشارع معًا، واستريحوا بينها.'),
  anchor: say('The anniversary', 'El aniversario', 'L’anniversaire', 'الذكرى السنوية'),
  moments: [
    { key: 'report', kind: 'report', day: -60, title: say('The report is published', 'Se publica el informe', 'Le rapport paraît', 'صدور التقرير'), reason: say('Figures of others, on which everybody can agree.', 'Cifras de otros, en las que todos pueden estar de acuerdo.', 'Des chiffres d’autrui, sur lesquels chacun peut s’accorder.', 'أرقام جهة أخرى يتفق عليها الجميع.') },
    { key: 'year', kind: 'anniversary', day: 0, yearly: true, title: say('Anniversary', 'Aniversario', 'Anniversaire', 'الذكرى السنوية'), reason: say('Newsrooms look for a story on this day anyway.', 'Las redacciones buscan ese día una historia de todos modos.', 'Ce jour-là, les rédactions cherchent de toute façon un sujet.', 'غرف الأخبار تبحث عن قصة في هذا اليوم على كل حال.') },
    { key: 'vote', kind: 'vote', day: 45, title: say('The council votes', 'El consejo vota', 'Le conseil vote', 'تصويت المجلس'), reason: say('Here something is decided.', 'Aquí se decide algo.', 'Ici quelque chose se décide.', 'هنا يُتخذ قرار.') },
  ],
  tactics: [
    {
      kind: 'burst', from: 0, to: 0, begins: '12:00', ends: '14:00', moment: 'year',
      title: say('Everybody at the same hour', 'Todo el mundo a la misma hora', 'Tout le monde à la même heure', 'الجميع في الساعة نفسها'),
      why: say('Two hours together are heard further than two weeks apart.', 'Dos horas a la vez se oyen más lejos que dos semanas por separado.', 'Deux heures ensemble portent plus loin que deux semaines dispersées.', 'ساعتان معًا تُسمعان أبعد من أسبوعين متفرقين.'),
      aims: [
        { indicator: 'people', threshold: 1000, tagged: true, words: say('1,000 people', '1000 personas', '1 000 personnes', '1000 شخص') },
        { indicator: 'countries', threshold: 15, tagged: true, words: say('From 15 countries', 'De 15 países', 'De 15 pays', 'من 15 بلدًا') },
      ],
      tasks: [{ day: -14, title: say('Ask partners in ten countries for a text each', 'Pedir un texto a aliadas de diez países', 'Demander un texte à des partenaires de dix pays', 'طلب نص من شركاء في عشرة بلدان') }],
    },
    {
      kind: 'rally', from: 0, to: 0, begins: '17:00', ends: '19:00', moment: 'year',
      title: say('Vigil with candles', 'Vigilia con velas', 'Veillée aux bougies', 'وقفة بالشموع'),
      why: say('Pictures of people travel where words do not.', 'Las imágenes de gente llegan donde no llegan las palabras.', 'Les images de gens vont où les mots ne vont pas.', 'صور الناس تصل حيث لا تصل الكلمات.'),
      aims: [{ indicator: 'attendance', threshold: 200, words: say('200 people, in three cities', '200 personas, en tres ciudades', '200 personnes, dans trois villes', '200 شخص في ثلاث مدن') }],
      tasks: [{ day: -20, title: say('Announce the place to the authorities', 'Avisar del lugar a las autoridades', 'Déclarer le lieu aux autorités', 'إشعار السلطات بالمكان') }],
    },
    {
      kind: 'briefing', from: 30, to: 44, moment: 'vote',
      title: say('Briefings before the vote', 'Sesiones informativas antes del voto', 'Séances d’information avant le vote', 'إحاطات قبل التصويت'),
      why: say('Delegates ask about what they were told the week before.', 'Las delegaciones preguntan por lo que oyeron la semana anterior.', 'Les délégués interrogent sur ce qu’ils ont entendu la semaine d’avant.', 'يسأل المندوبون عما سمعوه قبل أسبوع.'),
      aims: [{ indicator: 'moved', threshold: 2, words: say('Two delegations move', 'Dos delegaciones cambian de postura', 'Deux délégations changent d’avis', 'وفدان يغيّران موقفهما') }],
      tasks: [{ day: 20, title: say('A page of facts that one can carry in a pocket', 'Una hoja de datos que quepa en el bolsillo', 'Une page de faits qui tienne en poche', 'صفحة وقائع تُحمل في الجيب') }],
    },
  ],
}
