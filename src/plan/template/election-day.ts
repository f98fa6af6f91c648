import { say, type Template } from './shape.ts'

/** S13: reports by every channel on one day, checked before they are shown, people in need handed to those who help. */
export const electionDay: Template = {
  key: 'election-day',
  title: say('Watching an election day', 'Observar una jornada electoral', 'Veiller sur un jour d’élection', 'رصد يوم انتخاب'),
  lead: say(
    'A line, a form, a hashtag, and a desk that reads everything once. Train who takes calls, show on the map only what was checked, and help those who ask.',
    'Una línea, un formulario, una etiqueta y una mesa que lo lee todo una vez. Forma a quien atiende, muestra en el mapa solo lo comprobado y ayuda a quien lo pide.',
    'Une ligne, un formulaire, un mot-dièse, et un bureau qui lit tout une fois. Formez qui répond, ne montrez sur la carte que ce qui est vérifié, et aidez qui le demande.',
    'خط هاتف واستمارة ووسم ومكتب يقرأ كل شيء مرة واحدة. درّبوا من يتلقى المكالمات، ولا تُظهروا على الخريطة إلا ما تحقق، وساعدوا من يطلب.'),
  anchor: say('Election day', 'El día de la elección', 'Le jour de l’élection', 'يوم الانتخاب'),
  moments: [
    { key: 'polls', kind: 'day', day: 0, clock: '06:00', minutes: 840, needed: 60, title: say('Polling stations are open', 'Abren los centros de votación', 'Les bureaux de vote sont ouverts', 'مراكز الاقتراع مفتوحة'), reason: say('Most reports come in the first and the last hour.', 'La mayoría de los avisos llegan en la primera y la última hora.', 'La plupart des signalements viennent la première et la dernière heure.', 'معظم البلاغات تصل في الساعة الأولى والأخيرة.') },
    { key: 'count', kind: 'day', day: 1, title: say('Votes are counted', 'Se cuentan los votos', 'Le dépouillement', 'فرز الأصوات'), reason: say('What was seen in the night is denied in the morning.', 'Lo que se vio de noche se niega por la mañana.', 'Ce qui fut vu la nuit est nié le matin.', 'ما رُئي ليلًا يُنكر صباحًا.') },
  ],
  tactics: [
    {
      kind: 'workshop', from: -7, to: -7, begins: '09:00', ends: '13:00',
      title: say('First shift for volunteers', 'Primer turno de voluntariado', 'Premier tour des bénévoles', 'أول نوبة للمتطوعين'),
      why: say('Ten practice reports save the first hour of the day.', 'Diez avisos de práctica salvan la primera hora del día.', 'Dix signalements d’exercice sauvent la première heure.', 'عشرة بلاغات للتدريب تنقذ الساعة الأولى من اليوم.'),
      aims: [{ indicator: 'attendance', threshold: 60, words: say('60 people, in every language of the country', '60 personas, en todos los idiomas del país', '60 personnes, dans toutes les langues du pays', '60 شخصًا بكل لغات البلد') }],
      tasks: [
        { day: -10, title: say('Helpers and lawyers on call, with their numbers', 'Personal de ayuda y abogacía de guardia, con sus números', 'Aides et avocats de garde, avec leurs numéros', 'مساعدون ومحامون مناوبون مع أرقامهم') },
        { day: -2, title: say('Who is on duty for alarms, hour by hour', 'Quién está de guardia para alarmas, hora por hora', 'Qui est de garde pour les alarmes, heure par heure', 'من يناوب للإنذارات ساعة بساعة') },
      ],
    },
    {
      kind: 'radio', from: -5, to: 0, moment: 'polls',
      title: say('Say on the radio how to report', 'Decir en la radio cómo avisar', 'Dire à la radio comment signaler', 'إعلان طريقة التبليغ في الإذاعة'),
      why: say('Where it gets rough there is often no network.', 'Donde se complica, a menudo no hay red.', 'Là où cela tourne mal, il n’y a souvent pas de réseau.', 'حيث يسوء الأمر لا توجد شبكة غالبًا.'),
      aims: [{ indicator: 'outlets', threshold: 8, words: say('Eight stations read the number', 'Ocho emisoras leen el número', 'Huit stations lisent le numéro', 'ثماني محطات تقرأ الرقم') }],
      tasks: [{ day: -6, title: say('Record the number in each language', 'Grabar el número en cada idioma', 'Enregistrer le numéro dans chaque langue', 'تسجيل الرقم بكل لغة') }],
    },
    {
      kind: 'coverage', from: 0, to: 1, moment: 'polls',
      title: say('A public map of what was checked', 'Un mapa público de lo comprobado', 'Une carte publique de ce qui est vérifié', 'خريطة علنية لما تم التحقق منه'),
      why: say('Rumours grow where nobody says what is known.', 'El rumor crece donde nadie dice lo que se sabe.', 'La rumeur croît où personne ne dit ce que l’on sait.', 'الشائعة تنمو حيث لا يقول أحد ما هو معروف.'),
      aims: [{ indicator: 'posts', threshold: 2000, words: say('2,000 reports read, the first decision within five minutes', '2000 avisos leídos, primera decisión en cinco minutos', '2 000 signalements lus, première décision en cinq minutes', '2000 بلاغ مقروء وأول قرار خلال خمس دقائق') }],
      tasks: [{ day: -1, title: say('Agree from when on something is shown', 'Acordar desde cuándo se muestra algo', 'Convenir à partir de quand on montre', 'الاتفاق متى يُعرض شيء') }],
    },
    {
      kind: 'report', from: 2, to: 10, moment: 'count',
      title: say('What was seen, with its gaps', 'Lo que se vio, con sus huecos', 'Ce qui fut vu, avec ses lacunes', 'ما رُئي مع ثغراته'),
      why: say('A region without reports is not one without incidents.', 'Una región sin avisos no es una región sin incidentes.', 'Une région sans signalement n’est pas sans incident.', 'منطقة بلا بلاغات ليست بلا حوادث.'),
      aims: [{ indicator: 'responses', threshold: 1, words: say('The electoral authority answers the report', 'La autoridad electoral responde al informe', 'L’autorité électorale répond au rapport', 'ترد هيئة الانتخابات على التقرير') }],
      tasks: [{ day: 3, title: say('List the places from which nothing came', 'Listar los lugares de los que no llegó nada', 'Lister les lieux d’où rien n’est venu', 'سرد الأماكن التي لم يصل منها شيء') }],
    },
  ],
}
