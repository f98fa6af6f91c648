import { say, type Template } from './shape.ts'

/** S5: one aim that can be counted, tried on one afternoon, and judged the next morning, also when it failed. */
export const twoHours: Template = {
  key: 'two-hours',
  title: say('Two hours, one aim', 'Dos horas, un objetivo', 'Deux heures, une visée', 'ساعتان وغاية واحدة'),
  lead: say(
    'The smallest plan that can be judged: 500 people within two hours. Say beforehand what would be enough, and afterwards what came of it.',
    'El plan más pequeño que se puede valorar: 500 personas en dos horas. Di antes qué bastaría y después qué resultó.',
    'Le plus petit plan que l’on puisse juger : 500 personnes en deux heures. Dites avant ce qui suffirait, et après ce qui en est sorti.',
    'أصغر خطة يمكن الحكم عليها: 500 شخص خلال ساعتين. قولوا قبلها ما يكفي، وبعدها ما نتج.'),
  anchor: say('The afternoon', 'La tarde', 'L’après-midi', 'بعد الظهر المختار'),
  moments: [{ key: 'hours', kind: 'day', day: 0, clock: '15:00', minutes: 120, needed: 150, title: say('The two hours', 'Las dos horas', 'Les deux heures', 'الساعتان'), reason: say('With 150 pledges it is worth doing; with fewer choose another day.', 'Con 150 compromisos vale la pena; con menos, elige otro día.', 'Avec 150 engagements cela vaut la peine ; avec moins, choisissez un autre jour.', 'بـ150 تعهدًا يستحق الأمر، وبأقل اختاروا يومًا آخر.') }],
  tactics: [
    {
      kind: 'burst', from: 0, to: 0, begins: '15:00', ends: '17:00', moment: 'hours',
      title: say('Share the hashtag together', 'Compartir juntos la etiqueta', 'Partager ensemble le mot-dièse', 'مشاركة الوسم معًا'),
      why: say('People who have done something easy together do something harder next.', 'Quien hizo algo fácil en compañía, luego hace algo más difícil.', 'Qui a fait ensemble quelque chose de facile fera ensuite plus difficile.', 'من فعلوا معًا شيئًا سهلًا يفعلون بعده ما هو أصعب.'),
      aims: [{ indicator: 'people', threshold: 500, tagged: true, words: say('500 people share it within two hours', '500 personas la comparten en dos horas', '500 personnes le partagent en deux heures', '500 شخص يشاركونه خلال ساعتين') }],
      tasks: [{ day: -5, title: say('Collect pledges, and an address for the reminder', 'Reunir compromisos y una dirección para el recordatorio', 'Recueillir des engagements, et une adresse pour le rappel', 'جمع التعهدات وعنوان للتذكير') }],
    },
    {
      kind: 'workshop', from: 1, to: 1, begins: '10:00', ends: '11:00',
      title: say('The morning after: what came of it', 'La mañana siguiente: qué resultó', 'Le lendemain matin : ce qui en est sorti', 'صباح اليوم التالي: ما الذي نتج'),
      why: say('A verdict written the next day is honest; a month later it is a story.', 'Un balance escrito al día siguiente es honesto; un mes después es un cuento.', 'Un verdict écrit le lendemain est honnête ; un mois après, c’est une histoire.', 'الحكم المكتوب في اليوم التالي صادق، وبعد شهر يصير حكاية.'),
      aims: [{ indicator: 'other', threshold: 1, words: say('A verdict with its reason, also if it was missed', 'Un balance con su porqué, también si no se logró', 'Un verdict avec sa raison, même si c’est manqué', 'حكم مع سببه، حتى لو لم يتحقق') }],
      tasks: [{ day: 1, title: say('Note the figures with where they come from', 'Anotar las cifras y de dónde vienen', 'Noter les chiffres et d’où ils viennent', 'تدوين الأرقام ومصدرها') }],
    },
  ],
}
